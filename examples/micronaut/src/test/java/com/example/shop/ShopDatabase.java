package com.example.shop;

import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import io.micronaut.test.support.TestPropertyProvider;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;

/**
 * Gives a {@code @MicronautTest} class, whose application is its own, a database of its own. Flyway runs once for all
 * runs; the application's own finds nothing to do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface ShopDatabase extends TestPropertyProvider {
    @Override
    default Map<String, String> getProperties() {
        TestDatabase database = Jprisma.databases(MigrationSource.flyway()).acquire();
        return Map.of(
                "datasources.default.url", database.jdbcUrl(),
                "datasources.default.username", database.user(),
                "datasources.default.password", database.password());
    }
}
