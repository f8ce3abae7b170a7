package dev.jprisma.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@JprismaTest(postgresVersion = 17)
class PostgresVersionTest {
    @Test
    void theServerHasTheVersionOfTheAnnotation(Connection connection) throws SQLException {
        assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(17);
    }
}
