package com.example.shop;

import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the application a database of its own. Flyway runs once for all runs; the application's own finds nothing to do. */
public class ShopDatabase implements QuarkusTestResourceLifecycleManager {
    private TestDatabase database;

    @Override
    public Map<String, String> start() {
        database = Jprisma.databases(MigrationSource.flyway()).acquire();
        System.err.println("DB " + database + " " + Jprisma.class.getClassLoader() + " " + QuarkusTestResourceLifecycleManager.class.getClassLoader() + " " + getClass().getClassLoader());
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    @Override
    public void stop() {
        database.close();
    }
}
