package dev.jprisma.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.cli.transfer.Database;
import dev.jprisma.cli.transfer.QueryOrder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code dev psql} shows where there is no psql. */
class QuerySessionTest {
    private final Database database = TestServer.newDatabase();
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final List<String> errors = new ArrayList<>();

    @Test
    void resultsAreTablesWithNumbersToTheRightAndEveryOtherStatementSaysWhatItDid() {
        assertThat(run("""
                create table t (id int, name text, price numeric);
                insert into t values (1, 'Käse', 2.50), (20, null, 12), (3, E'two\\nlines \\x1b[2J', null);
                select * from t; -- a comment ; with a semicolon
                insert into t values (4, '日本', 0) returning id, name as "der Name";
                select from t where false; select id from t limit 1""")).isTrue();

        assertThat(results.toString(UTF_8).lines())
                .containsExactly(
                        "CREATE TABLE",
                        "INSERT 0 3",
                        " id | name                 | price",
                        "----+----------------------+-------",
                        "  1 | Käse                 |  2.50",
                        " 20 | NULL                 |    12",
                        "  3 | two\\nlines \\u001b[2J |  NULL",
                        "(3 rows)",
                        " id | der Name",
                        "----+----------",
                        "  4 | 日本",
                        "(1 row)",
                        "INSERT 0 1",
                        "",
                        "",
                        "(0 rows)",
                        " id",
                        "----",
                        "  1",
                        "(1 row)");
        assertThat(errors).isEmpty();
    }

    @Test
    void aLargeResultIsPrintedAsItArrivesAndCountedToItsEnd() {
        assertThat(run("select i from generate_series(1, 100000) i")).isTrue();
        assertThat(results.toString(UTF_8).lines().toList()).hasSize(100_003).endsWith(" 100000", "(100000 rows)");
    }

    @Test
    void anErrorHasItsCodeAndPlaceAndEndsWhatNobodyTypes() {
        assertThat(run("select 1;\nselect 2,\n  'é', nope\nfrom pg_class;\nselect 3"))
                .isFalse();
        assertThat(errors).containsExactly("""
                ERROR 42703: column "nope" does not exist
                    'é', nope
                         ^""");
        assertThat(results.toString(UTF_8)).contains("1\n(1 row)").doesNotContain("3");
        errors.clear();

        assertThat(run("do $$ begin raise notice 'here; and there'; end $$; select 'open"))
                .isFalse();
        assertThat(errors).containsExactly("NOTICE: here; and there", "Line 1: this string does not end");
    }

    @Test
    void whatOnlyPsqlCanDoIsSaid() {
        assertThat(run("\\dt\nselect 1;")).isFalse();
        assertThat(run("copy (select 1) to stdout;")).isFalse();
        assertThat(run("create table c (a int); copy c from stdin;\n1\n\\.\n")).isFalse();
        assertThat(errors)
                .containsExactly(
                        "\\dt is psql's. Get it there.",
                        "COPY from and to the client needs psql; jprisma dev load and jprisma dev dump take files",
                        "COPY from and to the client needs psql; jprisma dev load and jprisma dev dump take files");
        assertThat(run("select 1;\n\\q\nselect nope;")).isTrue();
    }

    @Test
    void whoTypesIsAskedLineByLineAndGoesOnAfterAnError() {
        InputStream lines = new SequenceInputStream(Collections.enumeration(Stream.of(
                        "\n",
                        "select\n",
                        "1 as a; begin;\n",
                        "select nope;\n",
                        "rollback;\n",
                        "select \\d\n",
                        "select 2 as b;\n")
                .map(line -> new ByteArrayInputStream(line.getBytes(UTF_8)))
                .toList()));

        assertThat(run(lines, true)).isTrue();

        assertThat(results.toString(UTF_8).lines())
                .containsExactly(
                        database + "=> " + database + "=> " + database + "-> " + " a",
                        "---",
                        " 1",
                        "(1 row)",
                        "BEGIN",
                        database + "=*> " + database + "=!> ROLLBACK",
                        database + "=> " + database + "=>  b",
                        "---",
                        " 2",
                        "(1 row)",
                        database + "=> ");
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0)).startsWith("ERROR 42703");
        assertThat(errors.get(1)).contains("run it with psql");
    }

    private boolean run(String sql) {
        return run(new ByteArrayInputStream(sql.getBytes(UTF_8)), false);
    }

    private boolean run(InputStream sql, boolean interactive) {
        return new ServerTransfer()
                .query(new QueryOrder(
                        database,
                        sql,
                        new PrintStream(results, true, UTF_8),
                        errors::add,
                        interactive,
                        "Get it there."));
    }
}
