package dev.jprisma.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.cli.transfer.Database;
import dev.jprisma.state.JprismaException;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptLoadTest {
    private final Database database = TestServer.newDatabase();

    @TempDir
    private Path folder;

    @Test
    void aDumpIsLoadedWithAllThatIsInIt() {
        Loading loading = new Loading(database);
        assertThat(loading.load(dump())).isEqualTo("Loaded the input into " + database + ": 47 statements, 6 rows");

        assertThat(value("select string_agg(title, '|' order by id) from film"))
                .isEqualTo("Tab\there|back\\slash \b\f\u000b\r\n end|\\.|\\N is not null; ünï 😀");
        assertThat(value("select tags::text || raw::text || doc::text || price_with_tax from film where id = 1"))
                .isEqualTo("{a,\"b c\",\"q\\\"uote\",NULL}\\x00ff5c{\"a\": \"x\\ny\", \"n\": [1, 2.50]}11.8881");
        assertThat(value("select encode(lo_get(4711), 'hex')")).isEqualTo("000102ff48656c6c6f");
        assertThat(value("select nextval('film_id_seq') || ' ' || nextval('ticket')"))
                .isEqualTo("5 120");
        assertThat(value("select total(1, null) || ' ' || n from film_count, total(1, 2)"))
                .isNull();
        assertThat(value("select total(3, 4) || ' ' || n from film_count")).isEqualTo("7 4");
        assertThat(value("select count(*) from payment")).isEqualTo("2");
        assertThat(value("select relrowsecurity from pg_class where relname = 'film'"))
                .isEqualTo("t");
        assertThat(loading.notes())
                .containsExactly(
                        "Left out, since there is no role shop_owner here: 6 statements on what it owns or may do.",
                        "Left out, since there is no role shop_reader here: 1 statement on what it owns or may do.");
    }

    @Test
    void aPackedFileIsUnpackedWhateverItIsCalled() throws IOException {
        Path gzip = folder.resolve("a.sql");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write("create table a (i int);".getBytes(UTF_8));
        }
        Path zstd = folder.resolve("b.sql.zst");
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(zstd))) {
            out.write("create table b (i int);".getBytes(UTF_8));
        }
        new Loading(database).load(gzip);
        new Loading(database).load(zstd);
        assertThat(value("select count(*) from a, b")).isEqualTo("0");
    }

    @Test
    void aStatementThatFailsUndoesAllAndIsShownWithItsLine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.sql"),
                "create table t (a int, b text);\ninsert into t values (1);\n\n-- two\ninsert into t\n  values (2, 'é'),\n"
                        + "  (3, x);\n");
        assertThatThrownBy(() -> new Loading(database).load(file))
                .isInstanceOf(JprismaException.class)
                .hasMessage(file + ":7: column \"x\" does not exist (SQLSTATE 42703)\n    (3, x)\n        ^\n"
                        + "  Nothing was loaded, and " + database + " is as it was.");
        assertThat(value("select to_regclass('t')")).isNull();
    }

    @Test
    void dataThatFailAreShownWithTheirLine() {
        assertThatThrownBy(() -> new Loading(database)
                        .load("create table t (a int);\ncopy t from stdin;\n1\n2\nthree\n\\.\nselect 1;\n"))
                .hasMessageStartingWith(
                        "the input:5: invalid input syntax for type integer: \"three\" (SQLSTATE 22P02)\n"
                                + "  COPY t, line 3, column a: \"three\"");
        assertThat(value("select to_regclass('t')")).isNull();
    }

    @Test
    void whatIsNoScriptSaysWhere() {
        assertThatThrownBy(() -> new Loading(database).load("create table t (a int);\nselect 'x;\n"))
                .hasMessageStartingWith("the input:2: this string does not end");
        assertThatThrownBy(() -> new Loading(database).load("select 1;\n\\i other.sql\n"))
                .hasMessageStartingWith("the input:2: \\i other.sql is a command of psql's");
    }

    @Test
    void aFileThatIsOneTransactionByItselfStaysOne() {
        String script = "begin;\ncreate table t (a int);\ncommit;\nselect 1 / 0;\n";
        assertThatThrownBy(() -> new Loading(database).load(script)).hasMessageStartingWith("the input:4:");
        assertThat(value("select to_regclass('t')")).isNull();
        assertThatThrownBy(() -> new Loading(database).load("begin; create table t (a int);\nrollback;"))
                .hasMessageStartingWith("the input:2: ROLLBACK does not go with a file that is one transaction");
        new Loading(database).load("savepoint a; create table t (a int); rollback to a; create table u (a int);");
        assertThat(value("select to_regclass('t') || '' || to_regclass('u')")).isNull();
        assertThat(value("select to_regclass('u')")).isEqualTo("u");
    }

    @Test
    void withoutATransactionWhatStandsBeforeAnErrorIsLoaded() {
        String script = "create table t (a int);\nvacuum t;\nselect 1 / 0;\ncreate table u (a int);\n";
        assertThatThrownBy(() -> new Loading(database).load(script))
                .hasMessageStartingWith("the input:2: VACUUM T ... cannot be part of a transaction: load it with"
                        + " --no-transaction");
        assertThatThrownBy(() -> new Loading(database).withoutTransaction().load(script))
                .hasMessageStartingWith("the input:3: division by zero")
                .hasMessageEndingWith("What stands before it is loaded.");
        assertThat(value("select to_regclass('t')")).isEqualTo("t");
        assertThat(value("select to_regclass('u')")).isNull();
        assertThatThrownBy(() ->
                        new Loading(database).withoutTransaction().load("select 1;\nbegin;\ncreate table u (a int);\n"))
                .hasMessageStartingWith("the input:2: the transaction that begins here does not end in the file");
    }

    @Test
    void aCleanLoadReplacesAllOrNothing() {
        new Loading(database).load(dump());
        TestServer.execute(database, "create schema x; create table x.y (a int)");

        assertThatThrownBy(() -> new Loading(database).load(dump())).hasMessageContaining("--clean empties it first");
        assertThatThrownBy(() -> new Loading(database).cleaning().load("create table t (a int); select 1 / 0"))
                .hasMessageContaining("division by zero");
        assertThat(value("select count(*) from film, x.y")).isEqualTo("0");
        assertThat(value("select count(*) from film")).isEqualTo("4");

        new Loading(database).cleaning().load(dump());
        assertThat(value("select to_regclass('x.y')")).isNull();
        assertThat(value("select count(*) from film")).isEqualTo("4");
        assertThat(value("select nspowner::regrole || nspacl::text from pg_namespace where nspname = 'public'"))
                .isEqualTo("pg_database_owner{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}");
    }

    @Test
    void aDumpOfOneDatabaseIsLoadedIntoAnother() {
        String prologue =
                "set client_encoding = 'UTF8';\ncreate database shop;\nalter database shop owner to someone;\n"
                        + "\\connect shop\nset row_security = off;\n";
        Loading loading = new Loading(database);
        loading.load(prologue + "create table t (a int);\n");
        assertThat(value("select to_regclass('t')")).isEqualTo("t");
        assertThat(loading.notes())
                .containsExactly(
                        "What the file says of database shop itself is left out: it is loaded into " + database + ".");
        assertThatThrownBy(() -> new Loading(database).load("create table u (a int);\n\\connect other\n"))
                .hasMessageStartingWith("the input:2: \\connect other leads to another database");
    }

    @Test
    void whatAFileSaysOfRolesThatItMakesIsNotLeftOut() {
        new Loading(database).load("""
                drop role if exists maker, "Other maker";
                create role maker;
                create table t (a int);
                alter table t owner to maker;
                do $$ begin create role "Other maker"; end $$;
                grant select on t to "Other maker";
                alter table t owner to nobody_at_all;
                """);
        assertThat(value("select tableowner from pg_tables where tablename = 't'"))
                .isEqualTo("maker");
        assertThat(value("select has_table_privilege('Other maker', 't', 'select')"))
                .isEqualTo("t");
        TestServer.execute(database, "drop owned by maker, \"Other maker\"; drop role maker, \"Other maker\"");
    }

    @Test
    void aFileIsReadInTheEncodingThatItNames() {
        new Loading(database)
                .load(("set client_encoding = 'LATIN1'; create table t (a text); insert into t values ('é');\n"
                                + "copy t from stdin;\nü\n\\.\n")
                        .getBytes(ISO_8859_1));
        assertThat(value("select string_agg(a, '' order by a) from t")).isEqualTo("éü");
        assertThatThrownBy(() -> new Loading(database).load("set client_encoding = 'MULE_INTERNAL';"))
                .hasMessageContaining("convert the file to UTF-8");
    }

    @Test
    void strangersCompressionsAreNamed() {
        ByteArrayOutputStream xz = new ByteArrayOutputStream();
        xz.writeBytes(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2});
        assertThatThrownBy(() -> new Loading(database).load(xz.toByteArray())).hasMessageContaining("xz -dc FILE |");
    }

    private String value(String sql) {
        return TestServer.value(database, sql);
    }

    private static byte[] dump() {
        try (InputStream in = ScriptLoadTest.class.getResourceAsStream("/shop.sql")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
