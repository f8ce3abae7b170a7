package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.PoolSettings;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one request changes in its session, as the next one sees it: nothing, whatever way they come. */
class LeftBehindTest {

    /** One session, so that the next request cannot have another. */
    @RegisterExtension
    private static final TestGateway gateway = new TestGateway(
            GatewaySettings.defaults().withPool(PoolSettings.defaults().withSize(1)));

    private static final String STATE = "select concat_ws('|', current_user, session_user,"
            + " current_setting('search_path'), current_setting('timezone'), current_setting('statement_timeout'),"
            + " coalesce(current_setting('left.behind', true), ''), to_regclass('left_behind'),"
            + " (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()),"
            + " (select count(*) from pg_prepared_statements where from_sql),"
            + " (select count(*) from pg_listening_channels()),"
            + " (select count(*) from pg_cursors where is_holdable)) as state";

    /** One way in: executes a statement and gives the whole answer. */
    private interface Way {
        String execute(String sql) throws IOException;
    }

    private static final Map<String, Way> WAYS = Map.of(
            "/sql",
            sql -> gateway.sql(sql).body(),
            "/v0/statement",
            LeftBehindTest::statement,
            "/query",
            sql -> plan("/query", sql),
            "/transaction",
            LeftBehindTest::transaction);

    private static String statement(String sql) throws IOException {
        try (RawClient client = gateway.connect()) {
            return client.post("/v0/statement", TestGateway.AUTHORIZATION, TestGateway.body(sql))
                    .body();
        }
    }

    private static String plan(String path, String sql) throws IOException {
        try (RawPlans plans = new RawPlans(gateway)) {
            return plans.query(path, sql).body();
        }
    }

    private static String transaction(String sql) throws IOException {
        try (RawPlans plans = new RawPlans(gateway)) {
            String id = plans.post("/transaction/start", Map.of("timeout", 30_000, "maxWait", 5_000))
                    .json()
                    .get("id")
                    .asString();
            String answer = plans.query("/transaction/" + id + "/query", sql).body();
            plans.post("/transaction/" + id + "/commit", Map.of());
            return answer;
        }
    }

    @BeforeAll
    static void create() {
        TestServer.get().script("""
                drop table if exists left_behind_serial;
                create table left_behind_serial (id serial, a int);
                create or replace function leave_behind() returns int language plpgsql as
                  $$begin perform set_config('left.behind', 'view', false); return 1; end$$;
                create or replace view leaving_behind as select leave_behind();
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "set role pg_read_all_data",
                "set session authorization pg_read_all_data",
                "set search_path to pg_catalog",
                "set time zone 'Europe/Rome'",
                "set statement_timeout = 12345",
                "create temp table left_behind (a int)",
                "select pg_advisory_lock(77)",
                "prepare left_behind as select 1",
                "do $$ begin execute 'prepare left_behind as select 1'; end $$",
                "do $$ begin perform set_config('left.behind', 'block', false); end $$",
                "listen left_behind",
                "select set_config('left.behind', 'query', false)",
                "select * from leaving_behind",
                "insert into left_behind_serial (a) select leave_behind() returning a",
                "declare left_behind cursor with hold for select 1",
            })
    void isNothing(String change) throws IOException {
        for (Map.Entry<String, Way> way : WAYS.entrySet()) {
            Way execute = way.getValue();
            String before = execute.execute(STATE);
            assertThat(before).as(way.getKey()).contains("postgres|postgres|");
            // Often, so that queries that are kept prepared are among them.
            for (int i = 0; i < 5; i++) {
                execute.execute(change);
                assertThat(execute.execute(STATE)).as(way.getKey()).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"select nextval('left_behind_serial_id_seq')", "insert into left_behind_serial (a) values (1)"})
    void isNoValueOfASequence(String change) throws IOException {
        for (Map.Entry<String, Way> way : WAYS.entrySet()) {
            way.getValue().execute(change);
            assertThat(way.getValue().execute("select lastval()"))
                    .as(way.getKey())
                    .contains("55000");
        }
    }
}
