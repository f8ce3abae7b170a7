package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.junit.Isolation;
import dev.jprisma.testing.spring.JprismaDatabase;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Another context, so another database, beside that of {@link CustomersTest}; its tests build on one another. */
@SpringBootTest(properties = "shop.open=true")
@JprismaDatabase(template = "flyway", isolation = Isolation.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenShopTest {
    @Autowired
    private Customers customers;

    @Autowired
    private TestDatabase database;

    @Test
    @Order(1)
    void addsACustomer() {
        database.execute("INSERT INTO customer VALUES ('Ada')");
        assertThat(customers.count()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void addsAnother() {
        customers.add("Grace");
        assertThat(customers.count()).isEqualTo(2);
    }
}
