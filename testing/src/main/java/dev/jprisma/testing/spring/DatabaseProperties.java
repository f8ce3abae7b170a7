package dev.jprisma.testing.spring;

import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Points an application context to a database of its own. Spring keeps contexts for the test classes after, and the
 * database goes with the run as they do.
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void database(DynamicPropertyRegistry registry) {
 *     DatabaseProperties.register(registry, MigrationSource.none()); // and Spring Boot runs Flyway
 * }
 * }</pre>
 */
public final class DatabaseProperties {
    private DatabaseProperties() {}

    /**
     * Adds {@code spring.datasource.url}, {@code .username} and {@code .password}. The database is made when Spring
     * reads the first of them, once for each call.
     *
     * @param registry as Spring passes it
     * @param migrations run once for their content; none where the application migrates itself
     */
    public static void register(DynamicPropertyRegistry registry, MigrationSource migrations) {
        LazyDatabase database = new LazyDatabase(migrations);
        registry.add("spring.datasource.url", () -> database.get().jdbcUrl());
        registry.add("spring.datasource.username", () -> database.get().user());
        registry.add("spring.datasource.password", () -> database.get().password());
    }

    private static final class LazyDatabase {
        private final MigrationSource migrations;
        private TestDatabase database;

        LazyDatabase(MigrationSource migrations) {
            this.migrations = migrations;
        }

        synchronized TestDatabase get() {
            if (database == null) {
                database = Jprisma.databases(migrations).acquire();
            }
            return database;
        }
    }
}
