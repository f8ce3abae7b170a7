package dev.jprisma.testing;

import java.io.IOException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Flyway's migrations, SQL and Java, known by all files at their locations. */
record FlywayMigrations(List<String> locations) implements MigrationSource {
    private static final String DEFAULT_LOCATION = "classpath:db/migration";

    static FlywayMigrations at(String... locations) {
        return new FlywayMigrations(locations.length == 0 ? List.of(DEFAULT_LOCATION) : List.of(locations));
    }

    @Override
    public String contentHash() throws IOException {
        ContentHash hash = new ContentHash().add("flyway");
        for (String location : locations) {
            Locations.add(location, hash);
        }
        return hash.text();
    }

    @Override
    public void migrate(TestDatabase database) {
        FluentConfiguration flyway = Flyway.configure(Locations.classLoader())
                .dataSource(database.dataSource())
                .locations(locations.toArray(String[]::new));
        // Its lock is a transaction, which CREATE INDEX CONCURRENTLY waits for: for ever, since it ends behind it.
        postgres(flyway).setTransactionalLock(false);
        flyway.load().migrate();
    }

    /** Not by the name of the property, for which Flyway needs Jackson; by the one method that 10 to 13 have. */
    @SuppressWarnings("deprecation")
    private static PostgreSQLConfigurationExtension postgres(FluentConfiguration flyway) {
        return flyway.getPluginRegister().getPlugin(PostgreSQLConfigurationExtension.class);
    }

    @Override
    public String toString() {
        return "Flyway's migrations at " + String.join(", ", locations);
    }
}
