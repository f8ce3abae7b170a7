package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptStatementsTest {

    /** More than it takes for a statement to be kept. */
    private static final int OFTEN = 5;

    private PostgresConnection connection;
    private PostgresConnection other;

    @BeforeEach
    void connect() {
        connection = TestServer.connect();
        other = TestServer.connect();
        script("""
                drop schema if exists elsewhere, former, public cascade;
                create schema public;
                create table t (id serial primary key, a int, b text);
                insert into t (a, b) select i, i::text from generate_series(1, 3) i;
                """);
    }

    @AfterEach
    void close() {
        connection.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "values ($1::int), (2)",
                "select id, a, b from t where id = $1",
                "select * from t where 1 = 1 order by id desc limit $1 offset 0",
                "select count(*), array_agg(a) from t where a in ($1, 2)",
                "select x.a, y.b from t x left join t y using (id) where x.id = $1 -- and so on",
                "select now() > '2000-01-01', current_user, gen_random_uuid() is null, $1::int;",
            })
    void areQueriesThatChangeNothing(String sql) {
        String[] parameters = sql.contains("$1") ? new String[] {"1"} : new String[0];
        keep(sql, parameters);
        Results first = Results.of(connection, sql, parameters);
        Results second = Results.of(connection, sql, parameters);
        assertThat(second.columns.get(0)).isSameAs(first.columns.get(0));
        assertThat(second.tags).isEqualTo(first.tags).hasSize(1);
        assertThat(connection.isPristine()).isTrue();
        assertThat(prepared(sql)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select set_config('my.setting', 'mine', false)",
                "select case when $1 = 2 then set_config('my.setting', 'mine', false) end",
                "select (select set_config('my.setting', 'mine', false))",
                "select a from t where set_config('my.setting', a::text, false) is not null",
                "select pg_advisory_lock(7)",
                "select case when $1 = 2 then pg_advisory_lock(7) end",
                "select (select pg_try_advisory_lock(7))",
                "select pg_advisory_lock(a) from t",
                "select a from t where exists (select from t u where pg_try_advisory_lock(t.a + u.a))",
                "select nextval('t_id_seq')",
                "select lastval() from (select nextval('t_id_seq')) x",
                "select setval('t_id_seq', 7)",
                "select setseed(0.5)",
                "select pg_notify('channel', 'payload')",
                "select query_to_xml('select set_config(''my.setting'', ''mine'', false)', true, true, '')",
                "select lo_creat(-1)",
                "select txid_current()",
                "select * from quiet_view",
                "select quiet()",
                "select a from guarded",
                "select 5::checked",
                "with x as (insert into t (a) values (4) returning a) select * from x",
                "select a from t for update",
                "insert into t (a) values (5) returning a",
                "show search_path",
                "explain select 1",
                "listen channel",
            })
    void areNoneThatMayChangeSomething(String sql) {
        script("""
                create function quiet() returns text language sql as $$select set_config('my.setting', '1', false)$$;
                create function positive(int) returns bool language plpgsql as
                  $$begin perform set_config('my.setting', '1', false); return true; end$$;
                create domain checked as int check (positive(value));
                create view quiet_view as select quiet();
                create table guarded (a int);
                insert into guarded values (1);
                alter table guarded enable row level security, force row level security;
                create policy quietly on guarded using (quiet() = '1');
                drop role if exists keeper;
                create role keeper login password 'keeper';
                grant all on schema public to keeper;
                grant all on all tables in schema public to keeper;
                grant all on all sequences in schema public to keeper;
                """);
        connection.close();
        connection = PostgresConnection.open(
                TestServer.get().address("keeper", "keeper", "postgres"), Duration.ofSeconds(10));
        String[] parameters = sql.contains("$1") ? new String[] {"1"} : new String[0];
        for (int i = 0; i < OFTEN; i++) {
            Results.of(connection, sql, parameters);
            assertThat(connection.isPristine()).isFalse();
            connection.reset();
        }
        connection.close();
        script("drop owned by keeper; drop role keeper");
    }

    @Test
    void areNoQueriesThatMakeATable() {
        for (int i = 0; i < OFTEN; i++) {
            Results.of(connection, "select a into made from t");
            assertThat(connection.isPristine()).isFalse();
            connection.reset();
            script("drop table made");
        }
    }

    @Test
    void areNoneForOnceAndNoneOfStatedTypes() {
        for (int i = 0; i < OFTEN; i++) {
            connection.execute(Statement.of("select 1").once(), ResultReceiver.NONE);
            connection.reset();
            connection.execute(
                    new Statement("select pg_typeof($1 + 1)", List.of(Parameter.text(20, "1"))), ResultReceiver.NONE);
            connection.reset();
        }
        assertThat(prepared("select 1") + prepared("select pg_typeof($1 + 1)")).isZero();
    }

    @Test
    void areNoneOfTextsThatAProgramHasWritten() {
        String sql = "select 1 where 1 in (" + "1, ".repeat(10_000) + "1)";
        keep(sql);
        assertThat(prepared(sql)).isZero();
    }

    @Test
    void needNoResetWhereOneIsAskedFor() {
        String harmless = "select a from t where id = $1";
        String harmful = "select set_config('search_path', 'elsewhere', false) from t where id = $1";
        for (int i = 0; i < OFTEN; i++) {
            connection.executeAndReset(Statement.of(harmless, "1"), ResultReceiver.NONE);
        }
        assertThat(prepared(harmless)).isOne();
        connection.reset();
        for (int i = 0; i < OFTEN; i++) {
            connection.executeAndReset(Statement.of(harmful, "1"), ResultReceiver.NONE);
            assertThat(Results.value(connection, "select current_setting('search_path')"))
                    .doesNotContain("elsewhere");
            connection.reset();
        }
    }

    @Test
    void areNotUsedInASessionThatSomethingHasChanged() {
        script("create schema elsewhere; create table elsewhere.t (a text); insert into elsewhere.t values ('x')");
        String sql = "select a from t where a = $1";
        keep(sql, "1");
        Results.of(connection, "select set_config('search_path', 'elsewhere', false)");
        assertThat(Results.value(connection, sql, "x")).isEqualTo("x");
        connection.reset();
        assertThat(Results.value(connection, sql, "1")).isEqualTo("1");
    }

    @Test
    void areNotUsedInTransactions() {
        String sql = "select a from t where a = $1";
        keep(sql, "1");
        connection.query("begin", ResultReceiver.NONE);
        script("alter table t alter a type text using 'changed'");
        assertThat(Results.of(connection, sql, "changed").rows).hasSize(3);
        connection.query("commit", ResultReceiver.NONE);
    }

    /** Each statement is asked for what parsing it anew gives, before and after something is changed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table t alter b type varchar(5) | select pg_typeof(b), pg_typeof($1) from (select * from t where b = $1) x | 1",
                "alter table t alter a type text using a::text | select pg_typeof($1) from (select * from t where a = $1) x | 1",
                "alter table t alter a type bigint | select pg_typeof($1) from (select * from t where a = $1) x | 1",
                "alter table t drop a, add a text default '1' | select pg_typeof($1), a from (select * from t where a = $1 limit 1) x | 1",
                "alter table t rename a to c; alter table t rename b to a | select pg_typeof($1) from (select * from t where a = $1) x | 1",
                "drop table t cascade; create table t (a numeric); insert into t values (1) | select * from t where a = $1 | 1",
                "alter table t add c int default 9 | select * from t where a = $1 | 1",
                "create function f(text) returns text language sql as $$select 'text'$$ | select f($1) | 1",
                "drop function f(int); create function f(bigint) returns text language sql as $$select 'bigint'$$"
                        + " | select f($1) | 1",
                "create or replace view v as select b, 2::bigint as a, 3 as c from t | select * from v where b = $1 | 1",
                "drop view v; create view v as select b as a, a as b from t"
                        + " | select pg_typeof($1) from (select * from v where b = $1) x | 1",
                "drop type mood cascade; create type mood as enum ('bad'); alter table t add m mood default 'bad'"
                        + " | select m from t where m = $1 limit 1 | bad",
                "alter type mood add value 'worse' | select enum_range(m) from t where m = $1 limit 1 | bad",
                "create operator @#@ (function = textcat, leftarg = text, rightarg = text) | select $1 @#@ '3' | 1",
                "create schema elsewhere; create table elsewhere.t (a text); insert into elsewhere.t values ('1');"
                        + " alter schema public rename to former; alter schema elsewhere rename to public"
                        + " | select pg_typeof($1) from (select * from t where a = $1) x | 1",
                "begin; drop table t cascade; create table t (a date); insert into t values ('2024-01-02'); commit"
                        + " | select pg_typeof($1) from (select * from t where a is null or a::text <> $1 limit 1) x | 1"
            })
    void neverShowThatTheyAreKept(String changeAndQuery) {
        String[] parts = changeAndQuery.split(" \\| ");
        script("""
                create function f(int) returns text language sql parallel safe as $$select 'int'$$;
                create view v as select b, 1::bigint as a from t;
                create operator @#@ (function = int4pl, leftarg = int, rightarg = int);
                create type mood as enum ('good', 'bad');
                alter table t add m mood default 'bad';
                """);
        keep(parts[1], parts[2]);
        assertThat(connection.isPristine()).as("kept").isTrue();
        String before = answer(connection, Statement.of(parts[1], parts[2]));
        try {
            script(parts[0]);
        } catch (ServerErrorException e) {
            assertThat(e.error().message())
                    .as("a view's columns cannot change so")
                    .contains("view");
        }
        assertThat(answer(connection, Statement.of(parts[1], parts[2])))
                .as("before, " + before)
                .isEqualTo(answer(other, Statement.of(parts[1], parts[2]).once()));
    }

    @Test
    void followTheServersConfiguration() {
        script("create schema elsewhere; create table elsewhere.t (a text); insert into elsewhere.t values ('x')");
        String sql = "select a from t where a = $1";
        keep(sql, "1");
        try {
            Results.of(other, "alter system set search_path = elsewhere");
            Results.of(other, "select pg_reload_conf()");
            await().until(() -> answer(connection, Statement.of(sql, "x")).contains("[x]"));
        } finally {
            Results.of(other, "alter system reset search_path");
            Results.of(other, "select pg_reload_conf()");
        }
    }

    /** A date is compared with the whole of a timestamp's text only by a statement that was parsed for a date. */
    @Test
    void areRightWhileATableIsBeingChanged() {
        script("create table days (d date); insert into days values ('2024-01-01')");
        String sql = "select d from days where d = $1";
        keep(sql, "2024-01-01");
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 60; i++) {
                script("alter table days alter d type timestamp");
                script("alter table days alter d type date");
            }
        });
        while (!changes.isDone()) {
            assertThat(Results.of(connection, sql, "2024-01-01 10:20:30").rows)
                    .isIn(List.of(), List.of(List.of("2024-01-01")));
            if (!connection.isPristine()) {
                connection.reset();
            }
        }
        changes.join();
    }

    @Test
    void areNoneWhereLaterSnapshotsAreTheFirst() {
        ServerAddress address = TestServer.address()
                .withDefaults(Map.of("options", "-c default_transaction_isolation=repeatable\\ read"));
        try (PostgresConnection repeatable = PostgresConnection.open(address, Duration.ofSeconds(10))) {
            for (int i = 0; i < OFTEN; i++) {
                Results.of(repeatable, "select 1");
                assertThat(repeatable.isPristine()).isFalse();
                repeatable.reset();
            }
        }
    }

    @Test
    void areLimitedInNumber() {
        for (int i = 0; i < 150; i++) {
            keep("select " + i);
        }
        for (int i = 0; i < 150; i++) {
            assertThat(Results.value(connection, "select " + i)).isEqualTo("" + i);
        }
        assertThat(connection.isPristine()).isTrue();
        assertThat(Integer.parseInt(Results.value(connection, "select count(*) from pg_prepared_statements")))
                .isBetween(100, 102);
    }

    @Test
    void areProvenForAllConnectionsThatLogInAlike() {
        ProvenQueries proven = new ProvenQueries();
        try (PostgresConnection first = PostgresConnection.open(TestServer.address(), Duration.ofSeconds(10), proven);
                PostgresConnection second =
                        PostgresConnection.open(TestServer.address(), Duration.ofSeconds(10), proven)) {
            keep(first, "select 1");
            assertThat(Results.value(second, "select 1")).isEqualTo("1");
            assertThat(second.isPristine()).isTrue();
        }
    }

    @Test
    void areGivenUpWhereOthersWriteAllTheTime() {
        String sql = "select a from t where id = $1";
        for (int i = 0; i < 100; i++) {
            assertThat(Results.value(connection, sql, "1")).isEqualTo("1");
            if (!connection.isPristine()) {
                connection.reset();
            }
            Results.of(other, "update t set b = b");
        }
        assertThat(Results.of(connection, sql, "1").rows).hasSize(1);
        assertThat(connection.isPristine()).isFalse();
    }

    @Test
    void giveTheErrorsOfTheirExecutionAndOfTheirValues() {
        String sql = "select 2 / (a - 1) from t where a = $1";
        keep(sql, "2");
        assertThatThrownBy(() -> Results.of(connection, sql, "1")).hasMessageContaining("22012");
        assertThat(connection.isPristine()).isTrue();
        assertThatThrownBy(() -> Results.of(connection, sql, "x")).hasMessageContaining("22P02");
        connection.reset();
        assertThat(Results.value(connection, sql, "2")).isEqualTo("2");
        assertThat(connection.isPristine()).isTrue();
    }

    @Test
    void areCancelledOnce() {
        String sql = "select a from t where id = $1";
        keep(sql, "1");
        script("begin; lock t in access exclusive mode");
        CompletableFuture<Results> waiting = CompletableFuture.supplyAsync(() -> Results.of(connection, sql, "1"));
        await().until(() -> Results.value(other, "select count(*) from pg_locks where not granted")
                .equals("1"));
        connection.cancel();
        assertThatThrownBy(waiting::join).hasMessageContaining("57014");
        script("rollback");
        assertThat(Results.value(connection, sql, "1")).isEqualTo("1");
    }

    /** Executes it, each time in a session that nothing has changed, until it would be kept if it could be. */
    private void keep(String sql, String... parameters) {
        keep(connection, sql, parameters);
    }

    private static void keep(PostgresConnection by, String sql, String... parameters) {
        for (int i = 0; i < OFTEN; i++) {
            Results.of(by, sql, parameters);
            if (!by.isPristine()) {
                by.reset();
            }
        }
    }

    private static String answer(PostgresConnection from, Statement statement) {
        Results results = new Results();
        try {
            from.execute(statement, results);
        } catch (ServerErrorException e) {
            return e.error().code() + " " + e.error().message();
        } finally {
            from.reset();
        }
        return results.columns + " " + results.rows;
    }

    private void script(String sql) {
        other.query(sql, ResultReceiver.NONE);
    }

    private int prepared(String sql) {
        return Integer.parseInt(
                Results.value(connection, "select count(*) from pg_prepared_statements where statement = $1", sql));
    }
}
