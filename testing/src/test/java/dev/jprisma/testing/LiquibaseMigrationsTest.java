package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiquibaseMigrationsTest {
    @TempDir
    Path folder;

    private MigrationSource migrations;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("more"));
        write("main.xml", """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <changeSet id="1" author="ann"><sqlFile path="note.sql"/></changeSet>
                  <changeSet id="2" author="ann"><loadData tableName="note" file="note.csv"/></changeSet>
                  <includeAll path="more"/>
                </databaseChangeLog>
                """);
        write("note.sql", "create table note (id int);");
        write("note.csv", "id\n7\n");
        write("more/3.sql", """
                --liquibase formatted sql
                --changeset ann:3 runInTransaction:false
                create index concurrently note_id on note (id);
                """);
        migrations = MigrationSource.parse("liquibase:filesystem:" + folder.resolve("main.xml"));
    }

    @Test
    void everyTestHasWhatTheyMade() throws SQLException, IOException {
        try (TestDatabase database = Jprisma.databases(migrations).acquire()) {
            assertThat(TestSql.value(database, "SELECT id FROM note")).isEqualTo("7");
            assertThat(TestSql.value(
                            database, "SELECT string_agg(id, ' ' ORDER BY orderexecuted) FROM databasechangelog"))
                    .isEqualTo("1 2 3");
        }
    }

    @Test
    void runAgainWhenAnythingChangesThatLiquibaseReads() throws IOException {
        List<String> hashes = new ArrayList<>(List.of(migrations.contentHash()));
        write("unrelated.sql", "create table unrelated (id int);");
        assertThat(migrations.contentHash()).isEqualTo(hashes.get(0));

        write("note.sql", "create table note (id bigint);");
        hashes.add(migrations.contentHash());
        write("note.csv", "id\n8\n");
        hashes.add(migrations.contentHash());
        write("more/4.sql", "--liquibase formatted sql\n--changeset ann:4\nselect 1;\n");
        hashes.add(migrations.contentHash());

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        assertThatThrownBy(() -> MigrationSource.liquibase("db/none.yaml").contentHash())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Liquibase's change log db/none.yaml cannot be read");
        Files.delete(folder.resolve("note.csv"));
        assertThatThrownBy(migrations::contentHash).hasMessageContaining("note.csv");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
