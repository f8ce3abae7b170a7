package dev.jprisma.testing.run;

import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One table; every run of it adds a line to the file {@code migrations} in the home. */
public final class CountedNotes implements MigrationSource {
    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())";

    @Override
    public String contentHash() {
        return SQL;
    }

    @Override
    public void migrate(TestDatabase database) throws IOException {
        Files.writeString(
                Path.of(System.getProperty("jprisma.home"), "migrations"),
                "ran\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        database.execute(SQL);
    }
}
