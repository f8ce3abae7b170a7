package dev.jprisma.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that are refused, and what is said. */
@Tag("fast")
class RecognitionTest {
    @TempDir
    Path folder;

    private void write(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), content);
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> MigrationFolder.of(folder)).satisfies(e -> {
            for (String word : words) {
                assertThat(e).hasMessageContaining(word);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1_users_down.sql, drop table users",
        "users/down.sql, drop table users",
        "1.undo.sql, drop table users",
        "1_users.sql, 'create table users (a int);\n-- Down\ndrop table users;'",
        "1_users.sql, 'create table users (a int);\n--//@UNDO\ndrop table users;'",
        "1_users.sql, 'create table users (a int);\n-- +micrate Down\ndrop table users;'",
        "1_users.sql, 'create table users (a int);\n-- rollback\ndrop table users;'",
    })
    void whatGoesBackwardsAndIsNoTools(String name, String content) throws IOException {
        write(name, content);
        refused(name.replace("users/", ""), "looks as if it undid something", "jprisma dev exec NAME -- TOOL");
    }

    @Test
    void toolsThatMustRunThemselves() throws IOException {
        write("1_one.sql", "--liquibase formatted sql\n--changeset a:1\nselect 1;");
        refused("is Liquibase's");
        write("1_one.sql", "-- +migrate Up\nselect 1;\n-- +migrate Down\n");
        refused("is sql-migrate's");
        write("1_one.sql", "-- +goose Up\nselect 1;\n");
        write("2_two.go", "package migrations");
        refused("2_two.go is a migration of goose's in code");
    }

    @Test
    void aPlaceholderOfFlyways() throws IOException {
        write("V1__one.sql", "create table ${schema}.one (a int);");
        refused("V1__one.sql has the placeholder ${schema}");
    }

    @Test
    void twoOfTheSameVersion() throws IOException {
        write("1_one.up.sql", "select 1;");
        write("01_another.up.sql", "select 2;");
        refused("has the version of");
    }

    @Test
    void otherDatabases() throws IOException {
        write("migration_lock.toml", "provider = \"sqlite\"\n");
        write("1_one/migration.sql", "select 1;");
        refused("migration_lock.toml says that these migrations are for sqlite");
    }

    @Test
    void foldersThatHoldNone() throws IOException {
        refused("holds no migrations");
        Files.createDirectories(folder.resolve("db/migrations"));
        write("package.json", "{}");
        refused("is a project: name the folder with its migrations, such as " + folder.resolve("db/migrations"));
        folder = folder.resolve("missing");
        refused("There is no folder " + folder);
    }

    @Test
    void whatIsNoText() throws IOException {
        Files.write(folder.resolve("1.sql"), new byte[] {'s', (byte) 0xe4, ';'});
        refused("1.sql is not UTF-8");
    }

    @Test
    void aStatementThatGooseWouldNotSee() throws IOException {
        write("1_one.sql", "-- +goose Up\nselect 1\n-- +goose Down\n");
        refused("1_one.sql, line 2: this statement does not end before line 3");
    }
}
