package dev.jprisma.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@JprismaTest(
        source = Notes.class,
        settings = {"max_connections=40", "work_mem=12MB"})
class ServerSettingsTest {
    @Test
    void theServerHasTheSettingsOfTheAnnotation(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT current_setting('max_connections') || current_setting('work_mem')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("4012MB");
        }
    }
}
