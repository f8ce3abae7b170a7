package com.example.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.testing.junit.JprismaTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Liquibase runs once for its change log and all runs; every test has a copy of what it made. */
@JprismaTest(template = "liquibase")
class CustomersTest {
    @Test
    void takesACustomer(Connection database) throws SQLException {
        assertThat(add(database)).isEqualTo(1);
    }

    @Test
    void takesACustomerOnce(Connection database) throws SQLException {
        add(database);
        assertThatThrownBy(() -> add(database)).hasMessageContaining("duplicate key");
    }

    private static int add(Connection database) throws SQLException {
        try (Statement insert = database.createStatement()) {
            return insert.executeUpdate("INSERT INTO customer VALUES ('Ada')");
        }
    }
}
