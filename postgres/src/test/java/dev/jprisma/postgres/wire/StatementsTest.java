package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementsTest {

    private PostgresConnection connection;

    @BeforeEach
    void connect() {
        connection = TestServer.connect();
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void bindsTextOfUnknownTypeSoThatTheServerInfersIt() {
        Results results = Results.of(
                connection,
                "select $1::int + 1 as n, $2::jsonb ? 'a', upper($3), $1::text, $4::text",
                "41",
                "{\"a\":1}",
                "ä",
                null);
        assertThat(results.rows).containsExactly(Arrays.asList("42", "t", "Ä", "41", null));
        assertThat(results.columns.get(0).get(0)).isEqualTo(new Column("n", 0, 0, 23, 4, -1));
        assertThat(results.tags).containsExactly("SELECT 1");
    }

    @Test
    void describesTheColumnsOfATable() {
        Results.of(connection, "create temp table described (id int primary key, name varchar(20))");
        int table = Integer.parseInt(Results.value(connection, "select 'described'::regclass::oid"));
        Results results = Results.of(connection, "select name, id from described");
        assertThat(results.columns)
                .containsExactly(
                        List.of(new Column("name", table, 2, 1043, -1, 24), new Column("id", table, 1, 23, 4, -1)));
        assertThat(results.rows).isEmpty();
    }

    @Test
    void aResultOfWhichTheFirstRowsAreAskedForIsComputedNoFurther() {
        Results results = new Results();
        connection.executeFirst(Statement.of("select generate_series(1, 1000000000000)"), 2, results);
        assertThat(results.rows).containsExactly(List.of("1"), List.of("2"));
        assertThat(results.tags).isEmpty();
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void aStatementThatWritesComesToItsEndWhenOnlyItsFirstRowsAreAskedFor() {
        Results.of(connection, "create temp table counted as select generate_series(1, 100) as n");
        Results results = new Results();
        connection.executeFirst(Statement.of("delete from counted returning n"), 3, results);
        assertThat(results.rows).hasSize(3);
        assertThat(Results.value(connection, "select count(*) from counted")).isEqualTo("0");
    }

    @Test
    void takesExplicitTypesAndBinaryValues() {
        Results results = new Results();
        connection.execute(
                new Statement(
                        "select $1, $2, pg_typeof($1)",
                        List.of(Parameter.text(20, "7"), Parameter.binary(17, new byte[] {0, 1, -1}))),
                results);
        assertThat(results.rows).containsExactly(List.of("7", "\\x0001ff", "bigint"));
    }

    @Test
    void answersStatementsWithoutRowsAndEmptyOnes() {
        assertThat(Results.of(connection, "create temp table t (a int)").tags).containsExactly("CREATE TABLE");
        assertThat(Results.of(connection, "insert into t values (1), (2)").tags).containsExactly("INSERT 0 2");
        assertThat(Results.of(connection, "").tags).containsExactly("");
        assertThat(Results.of(connection, "select from t").rows).containsExactly(List.of(), List.of());
    }

    @Test
    void refusesTwoStatementsInOne() {
        assertThatThrownBy(() -> Results.of(connection, "select 1; select 2"))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.error().code()).isEqualTo("42601"));
        assertThat(Results.value(connection, "select 3")).isEqualTo("3");
    }

    @Test
    void takesManyStatementsBySimpleQuery() {
        Results results = new Results();
        connection.query("select 1; create temp table s (a int); select 'x', null", results);
        assertThat(results.tags).containsExactly("SELECT 1", "CREATE TABLE", "SELECT 1");
        assertThat(results.rows).containsExactly(List.of("1"), Arrays.asList("x", null));
    }

    @Test
    void refusesACharacterThatWouldEndTheMessage() {
        assertThatThrownBy(() -> Statement.of("select 1\0")).isInstanceOf(IllegalArgumentException.class);
    }
}
