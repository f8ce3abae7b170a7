package com.example.shop;

import com.zaxxer.hikari.HikariDataSource;
import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Each class has a running application, and a database for it that Flyway made once for all runs. Each method finds the
 * database as the application's start left it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShopTest implements TestPropertyProvider {
    private TestDatabase database;

    @Inject
    DataSource pool;

    @Override
    public Map<String, String> getProperties() {
        database = Jprisma.databases(MigrationSource.flyway()).acquire();
        return Map.of(
                "datasources.default.url", database.jdbcUrl(),
                "datasources.default.username", database.user(),
                "datasources.default.password", database.password());
    }

    @BeforeAll
    void remember() {
        database.snapshot();
    }

    @BeforeEach
    void putBack() throws SQLException {
        database.restore();
        // Its sessions have ended.
        pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }
}
