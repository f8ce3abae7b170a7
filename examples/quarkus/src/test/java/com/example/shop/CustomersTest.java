package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.quarkus.JprismaDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Flyway runs once for all runs, the application starts once, and every test finds the database as that left it. */
@QuarkusTest
@JprismaDatabase(template = "flyway")
class CustomersTest {
    @Inject
    Customers customers;

    @Test
    void addsACustomer() throws SQLException {
        customers.add("Ada");
        assertThat(customers.count()).isEqualTo(1);
    }

    @Test
    void addsAnother() throws SQLException {
        customers.add("Grace");
        assertThat(customers.count()).isEqualTo(1);
    }
}
