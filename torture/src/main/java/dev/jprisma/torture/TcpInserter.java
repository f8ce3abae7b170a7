package dev.jprisma.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A connection as a driver has it. */
final class TcpInserter implements Inserter {
    private final Connection connection;
    private final PreparedStatement insert;

    TcpInserter(Subject subject, Address address) throws SQLException {
        connection = DriverManager.getConnection(address.jdbc());
        try {
            subject.requireItself(connection);
            insert = connection.prepareStatement("insert into witnessed values (?, ?)");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void insert(int witness, int row) throws SQLException {
        insert.setInt(1, witness);
        insert.setInt(2, row);
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
