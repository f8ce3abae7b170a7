package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jprisma.testing.junit.JprismaTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@JprismaTest(template = "sql:src/test/sql")
class OrdersTest {
    @Test
    void keepsAnOrder(Connection database) throws SQLException {
        try (Statement insert = database.createStatement()) {
            assertEquals(1, insert.executeUpdate("INSERT INTO orders (customer, cents) VALUES ('Ada', 300)"));
        }
    }
}
