package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreparedStatementsTest {

    private static final String QUERY = "select * from p";

    private PostgresConnection connection;

    @BeforeEach
    void connect() {
        connection = TestServer.connect();
        connection.query("create temp table p (a int); insert into p values (1)", ResultReceiver.NONE);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void areParsedOnceAndDescribedByTheSameList() {
        Results first = Results.of(connection, QUERY);
        Results second = Results.of(connection, QUERY);
        assertThat(second.columns.get(0)).isSameAs(first.columns.get(0));
        assertThat(prepared(QUERY)).isEqualTo(1);
    }

    @Test
    void differByTheTypesOfTheirParameters() {
        String sql = "select pg_typeof($1 + 1)";
        for (int type : List.of(20, 701, 0)) {
            Results results = new Results();
            connection.execute(new Statement(sql, List.of(Parameter.text(type, "1"))), results);
            assertThat(results.rows.get(0).get(0))
                    .isEqualTo(Map.of(20, "bigint", 701, "double precision", 0, "integer")
                            .get(type));
        }
        assertThat(prepared(sql)).isEqualTo(3);
    }

    @Test
    void areNotKeptWhenTheyAreForOnceOrFail() {
        connection.execute(Statement.of(QUERY).once(), ResultReceiver.NONE);
        assertThat(prepared(QUERY)).isZero();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Results.of(connection, "select nowhere")).isInstanceOf(ServerErrorException.class);
        }
        assertThat(prepared("select nowhere")).isZero();
    }

    @Test
    void areLimitedInNumber() {
        for (int i = 0; i < 250; i++) {
            assertThat(Results.value(connection, "select " + i)).isEqualTo("" + i);
        }
        assertThat(Integer.parseInt(Results.value(connection, "select count(*) from pg_prepared_statements")))
                .isBetween(90, 101);
        assertThat(Results.value(connection, "select 0")).isEqualTo("0");
    }

    @Test
    void surviveAChangedTable() {
        Results.of(connection, QUERY);
        connection.query("alter table p add b text default 'new'", ResultReceiver.NONE);
        assertThat(Results.of(connection, QUERY).rows).containsExactly(List.of("1", "new"));
        assertThat(prepared(QUERY)).isEqualTo(1);
    }

    @Test
    void surviveATypeThatIsMadeAnew() {
        String make = "drop type if exists mood cascade; create type mood as enum ('happy');"
                + " drop table if exists moods; create table moods (m mood); insert into moods values ('happy')";
        String query = "select m from moods where m = $1";
        for (int i = 0; i < 2; i++) {
            connection.query(make, ResultReceiver.NONE);
            assertThat(Results.value(connection, query, "happy")).isEqualTo("happy");
        }
    }

    @Test
    void surviveAChangedTableInATransactionOfOnePipeline() {
        Results.of(connection, QUERY);
        connection.query("alter table p add b text default 'new'", ResultReceiver.NONE);
        Results begin = new Results();
        Results query = new Results();
        connection.pipeline(List.of(
                new Step(Statement.of("begin"), begin), new Step(Statement.of(QUERY), query), Step.of("commit")));
        assertThat(begin.tags).containsExactly("BEGIN");
        assertThat(query.rows).containsExactly(List.of("1", "new"));
        assertThat(connection.transactionStatus()).isEqualTo(TransactionStatus.IDLE);
    }

    @Test
    void doNotFailATransactionByAChangedTable() {
        Results.of(connection, QUERY);
        connection.query("alter table p add b text default 'new'", ResultReceiver.NONE);
        connection.query("begin", ResultReceiver.NONE);
        assertThat(Results.of(connection, QUERY).rows).containsExactly(List.of("1", "new"));
        connection.query("commit", ResultReceiver.NONE);
    }

    @Test
    void surviveTheServersForgettingThem() {
        for (String forget : List.of("discard all", "deallocate all", "do $$begin execute 'deallocate all'; end$$")) {
            Results.of(connection, "select 7");
            Results.of(connection, forget);
            assertThat(Results.value(connection, "select 7")).isEqualTo("7");
        }
    }

    @Test
    void areNotRepeatedWhereSomethingWasDoneBefore() {
        Results.of(connection, QUERY);
        connection.query("alter table p add b text", ResultReceiver.NONE);
        assertThatThrownBy(() -> connection.pipeline(List.of(
                        Step.of("begin"),
                        Step.of("insert into p values (2)"),
                        Step.of("commit"),
                        new Step(Statement.of(QUERY), ResultReceiver.NONE))))
                .isInstanceOf(ServerErrorException.class);
        assertThat(Results.value(connection, "select count(*) from p")).isEqualTo("2");
    }

    private int prepared(String sql) {
        return Integer.parseInt(
                Results.value(connection, "select count(*) from pg_prepared_statements where statement = $1", sql));
    }
}
