package dev.jprisma.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FlywayMigrationsTest {
    @TempDir
    Path folder;

    /** Flyway's own lock held it up for ever. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void anIndexCanBeBuiltConcurrently() throws IOException, SQLException {
        Files.writeString(folder.resolve("V1__note.sql"), "create table note (id int);");
        Files.writeString(folder.resolve("V2__index.sql"), "create index concurrently on note (id);");

        try (TestDatabase database = Jprisma.databases(MigrationSource.flyway("filesystem:" + folder))
                .acquire()) {
            TestSql.run(database, "INSERT INTO note VALUES (1)");
        }
    }
}
