package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.spring.JprismaDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Flyway runs once for all runs, the context starts once, and every test finds the database as that left it. */
@SpringBootTest
@JprismaDatabase(template = "flyway")
class CustomersTest {
    @Autowired
    private Customers customers;

    @Test
    void addsACustomer() {
        customers.add("Ada");
        assertThat(customers.count()).isEqualTo(1);
    }

    @Test
    void addsAnother() {
        customers.add("Grace");
        assertThat(customers.count()).isEqualTo(1);
    }
}
