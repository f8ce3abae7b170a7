package dev.jprisma.console.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.console.TestServer;
import dev.jprisma.console.data.CutValue;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptRunnerTest {
    private static final String DATABASE = "scripts";

    private PostgresConnection session;

    @BeforeEach
    void connect() {
        TestServer.get().createDatabase(DATABASE, "CREATE TABLE t (id int PRIMARY KEY, name text)");
        session = TestServer.get().connect(DATABASE);
    }

    @AfterEach
    void close() {
        session.close();
    }

    private List<RunEvent> run(String text) {
        List<RunEvent> events = new ArrayList<>();
        new ScriptRunner(session, 1000).run(text, events::add);
        return events;
    }

    private static <T extends RunEvent> List<T> only(Class<T> type, List<RunEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void eachStatementHasItsResultAndItsPlaceInTheText() {
        String text = "-- select 1;\n/* a; /* b; */ select 2 */ select 2 as two;;\n"
                + "INSERT INTO t VALUES (1, 'a;b'), (2, NULL);\nselect id, name from t order by id";

        List<RunEvent> events = run(text);

        assertThat(only(RunEvent.Begun.class, events).stream().map(begun -> text.substring(begun.from(), begun.to())))
                .containsExactly(
                        "select 2 as two",
                        "INSERT INTO t VALUES (1, 'a;b'), (2, NULL)",
                        "select id, name from t order by id");
        assertThat(only(RunEvent.Done.class, events).stream().map(RunEvent.Done::tag))
                .containsExactly("SELECT 1", "INSERT 0 2", "SELECT 2");
        assertThat(only(RunEvent.Columns.class, events).get(1))
                .isEqualTo(new RunEvent.Columns(2, List.of("id", "name"), List.of(true, false)));
        assertThat(only(RunEvent.Rows.class, events).get(1).rows())
                .containsExactly(List.of("1", "a;b"), Arrays.asList("2", null));
        assertThat(events.get(events.size() - 1)).isEqualTo(new RunEvent.Ended(0, false));
    }

    @Test
    void anErrorIsAtItsPlaceAndWhatFollowsIsNotRun() {
        List<RunEvent> events = run("select 1;\n\n  select '😀',\n  nonsense;\nINSERT INTO t VALUES (1); select 3");

        RunEvent.Failed failed = only(RunEvent.Failed.class, events).get(0);
        assertThat(failed.code()).isEqualTo("42703");
        assertThat(failed.place().line()).isEqualTo(4);
        assertThat(failed.place().column()).isEqualTo(3);
        assertThat(failed.place().offset()).isEqualTo("select 1;\n\n  select '😀',\n  ".length());
        assertThat(events.get(events.size() - 1)).isEqualTo(new RunEvent.Ended(2, false));
        assertThat(TestServer.get().value(DATABASE, "SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void ofATextThatIsNoScriptNothingIsRun() {
        List<RunEvent> unended = run("INSERT INTO t VALUES (1);\nselect 'x");
        List<RunEvent> forPsql = run("INSERT INTO t VALUES (1);\n\\d t");
        List<RunEvent> withData = run("INSERT INTO t VALUES (1);\nCOPY t FROM STDIN;\n1\ta\n");

        assertThat(only(RunEvent.Failed.class, unended).get(0).message()).isEqualTo("This string does not end.");
        assertThat(only(RunEvent.Failed.class, unended).get(0).place().line()).isEqualTo(2);
        assertThat(only(RunEvent.Failed.class, forPsql).get(0).message()).contains("\\d t is a command of psql's");
        assertThat(only(RunEvent.Failed.class, withData).get(0).message()).contains("jprisma dev load");
        assertThat(TestServer.get().value(DATABASE, "SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void aCopyToTheClientIsRefusedWithWhatToDoInsteadAndNothingAfterItIsRun() {
        List<RunEvent> events = run("COPY t TO STDOUT;\nINSERT INTO t VALUES (1)");

        assertThat(only(RunEvent.Failed.class, events).get(0).message()).contains("jprisma dev dump");
        assertThat(TestServer.get().value(DATABASE, "SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void noticesAreTold() {
        List<RunEvent> events = run("DO $$ BEGIN RAISE WARNING 'careful <b>' USING HINT = 'so'; END $$");

        assertThat(only(RunEvent.Notice.class, events))
                .containsExactly(new RunEvent.Notice(0, "WARNING", "careful <b>", null, "so"));
    }

    @Test
    void ofAGreatResultTheFirstRowsAreShownAndAllAreCounted() {
        List<RunEvent> events = run("INSERT INTO t SELECT g, 'n' FROM generate_series(1, 5000) g RETURNING id");

        RunEvent.Done done = only(RunEvent.Done.class, events).get(0);
        assertThat(done.rows()).isEqualTo(5000);
        assertThat(done.shown()).isEqualTo(1000);
        assertThat(only(RunEvent.Rows.class, events).stream()
                        .mapToInt(rows -> rows.rows().size())
                        .sum())
                .isEqualTo(1000);
        assertThat(TestServer.get().value(DATABASE, "SELECT count(*) FROM t")).isEqualTo("5000");
    }

    @Test
    void aGreatValueIsCut() {
        List<RunEvent> events = run("select repeat('é', 5000000), 'after'");

        List<Object> row = only(RunEvent.Rows.class, events).get(0).rows().get(0);
        assertThat(row.get(0)).isEqualTo(new CutValue("é".repeat(5000)));
        assertThat(row.get(1)).isEqualTo("after");
    }

    @Test
    void aTransactionThatIsLeftOpenIsSaidToBeRolledBack() {
        List<RunEvent> events = run("BEGIN; INSERT INTO t VALUES (1)");
        session.close();

        assertThat(events.get(events.size() - 1)).isEqualTo(new RunEvent.Ended(0, true));
        await().untilAsserted(() -> assertThat(TestServer.get().value(DATABASE, "SELECT count(*) FROM t"))
                .isEqualTo("0"));
    }

    @Test
    void whatRunsIsCancelledByItsName() throws Exception {
        RunningStatements running = new RunningStatements();
        running.begin("one", session);
        assertThat(running.cancel("another")).isFalse();

        CompletableFuture<List<RunEvent>> result =
                CompletableFuture.supplyAsync(() -> run("select pg_sleep(1000); select 2"));
        String pid = String.valueOf(session.processId());
        await().until(() -> "active"
                .equals(TestServer.get()
                        .value("postgres", "SELECT state FROM pg_stat_activity WHERE pid = $1::int", pid)));
        assertThat(running.cancel("one")).isTrue();
        List<RunEvent> events = result.get(20, TimeUnit.SECONDS);
        running.end("one", session);

        assertThat(only(RunEvent.Failed.class, events).get(0).code()).isEqualTo("57014");
        assertThat(events.get(events.size() - 1)).isEqualTo(new RunEvent.Ended(1, false));
        assertThat(running.cancel("one")).isFalse();
    }
}
