package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.junit.Isolation;
import dev.jprisma.testing.quarkus.JprismaDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Another database, and the application started again for it; its tests build on one another. */
@QuarkusTest
@JprismaDatabase(template = "flyway", isolation = Isolation.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegularsTest {
    @Inject
    Customers customers;

    TestDatabase database;

    @Test
    @Order(1)
    void addsACustomer() throws SQLException {
        database.execute("INSERT INTO customer VALUES ('Ada')");
        assertThat(customers.count()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void addsAnother() throws SQLException {
        customers.add("Grace");
        assertThat(customers.count()).isEqualTo(2);
    }
}
