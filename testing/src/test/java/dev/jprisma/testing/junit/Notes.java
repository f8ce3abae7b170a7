package dev.jprisma.testing.junit;

import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;

/** One table, {@code note}. */
public final class Notes implements MigrationSource {
    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY, text text NOT NULL)";

    @Override
    public String contentHash() {
        return SQL;
    }

    @Override
    public void migrate(TestDatabase database) {
        database.execute(SQL);
    }
}
