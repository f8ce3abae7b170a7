package dev.jprisma.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** A script that counts how often it was run. */
final class CountedMigrations implements MigrationSource {
    private final String sql;
    private final AtomicInteger runs = new AtomicInteger();

    CountedMigrations(String sql) {
        this.sql = sql;
    }

    int runs() {
        return runs.get();
    }

    @Override
    public String contentHash() {
        return sql;
    }

    @Override
    public void migrate(TestDatabase database) {
        runs.incrementAndGet();
        database.execute(sql);
    }
}
