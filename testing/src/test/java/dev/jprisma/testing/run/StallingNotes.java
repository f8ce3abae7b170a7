package dev.jprisma.testing.run;

import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;

/** One table, made by a migration that says when it runs and does not end if it is told so. */
public final class StallingNotes implements MigrationSource {
    /** A system property. */
    static final String STALLS = "jprisma.test.migration.stalls";

    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";

    @Override
    public String contentHash() {
        return "stalling " + SQL;
    }

    @Override
    public void migrate(TestDatabase database) throws InterruptedException {
        database.execute(SQL);
        System.out.println("migrating " + database.url());
        if (Boolean.getBoolean(STALLS)) {
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
