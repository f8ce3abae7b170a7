package com.example.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The orders of a shop. */
public final class Orders {
    private final DataSource database;

    public Orders(DataSource database) {
        this.database = database;
    }

    public void place(String customer, long cents) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO orders (customer, cents) VALUES (?, ?)")) {
            insert.setString(1, customer);
            insert.setLong(2, cents);
            insert.executeUpdate();
        }
    }

    public long total() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT coalesce(sum(cents), 0) FROM orders");
                ResultSet result = query.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }
}
