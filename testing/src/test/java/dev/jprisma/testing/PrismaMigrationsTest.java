package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as {@code prisma migrate dev} leaves it. */
class PrismaMigrationsTest {
    private static final String FIRST = "-- CreateTable\nCREATE TABLE \"User\" (\"id\" INTEGER PRIMARY KEY);\n";
    /** {@code sha256sum} of it. */
    private static final String CHECKSUM_OF_FIRST = "bae277a391e10221ae9eb4111f062f698e54eceb1a468ddd0e81d91f88634776";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        write("20260101_user", FIRST);
        // By its whole path it would come first: '-' is before '/'.
        write("20260101_user-name", "ALTER TABLE \"User\" ADD COLUMN \"name\" TEXT;");
        Files.writeString(folder.resolve("migration_lock.toml"), "provider = \"postgresql\"\n");
        Files.writeString(folder.resolve("notes.sql"), "this is no migration");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("migration.sql"), sql);
    }

    @Test
    void runInTheOrderOfTheirNames() throws SQLException {
        try (TestDatabase database =
                Jprisma.databases(MigrationSource.prisma(folder)).acquire()) {
            TestSql.run(database, "INSERT INTO \"User\" VALUES (1, 'Ada')");
        }
    }

    @Test
    void areRecordedAsDeployedByPrisma() throws SQLException {
        try (TestDatabase database =
                Jprisma.databases(MigrationSource.parse("prisma:" + folder)).acquire()) {
            assertThat(TestSql.value(database, """
                            SELECT string_agg(migration_name || ' ' || applied_steps_count, ', ' ORDER BY migration_name)
                            FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL""")).isEqualTo("20260101_user 1, 20260101_user-name 1");
            assertThat(TestSql.value(
                            database, "SELECT checksum FROM _prisma_migrations WHERE migration_name = '20260101_user'"))
                    .isEqualTo(CHECKSUM_OF_FIRST);
        }
    }

    @Test
    void runAgainWhenOneIsAdded() throws IOException, SQLException {
        String before = MigrationSource.prisma(folder).contentHash();
        write("20260102_mail", "ALTER TABLE \"User\" ADD COLUMN \"mail\" TEXT;");

        assertThat(MigrationSource.prisma(folder).contentHash()).isNotEqualTo(before);
        try (TestDatabase database =
                Jprisma.databases(MigrationSource.prisma(folder)).acquire()) {
            TestSql.run(database, "INSERT INTO \"User\" VALUES (1, 'Ada', 'ada@example.com')");
        }
    }

    @Test
    void nameTheFileThatFails() throws IOException {
        write("20260103_wrong", "ALTER TABLE \"Usr\" ADD COLUMN x INT;");
        assertThatThrownBy(() -> Jprisma.databases(MigrationSource.prisma(folder)))
                .hasMessageContaining("20260103_wrong/migration.sql")
                .hasMessageContaining("relation \"Usr\" does not exist");
    }

    @Test
    void areMissedWhereThereIsNoFolder() {
        assertThatThrownBy(() -> Jprisma.databases(MigrationSource.prisma(folder.resolve("none"))))
                .hasMessageContaining("There is no folder " + folder.resolve("none"));
    }
}
