package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresConnectionTest {

    private PostgresConnection connection;
    private PostgresConnection other;
    private String pid;

    @BeforeEach
    void connect() {
        connection = PostgresConnection.open(address(), Duration.ofSeconds(10));
        other = TestServer.connect();
        pid = Results.value(connection, "select pg_backend_pid()");
    }

    ServerAddress address() {
        return TestServer.address();
    }

    @AfterEach
    void close() {
        connection.close();
        other.close();
    }

    @Test
    void cancelsFromAnotherThread() {
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> Results.of(connection, "select pg_sleep(60)"));
        await().until(() -> isActive("select pg_sleep(60)"));
        connection.cancel();
        assertThatThrownBy(running::join)
                .hasCauseInstanceOf(ServerErrorException.class)
                .hasMessageContaining("57014");
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void neverCancelsTheNextStatement() {
        CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++) {
                connection.cancel();
            }
        });
        int cancelled = 0;
        while (!cancelling.isDone()) {
            try {
                Results.of(connection, "select 1");
            } catch (ServerErrorException e) {
                assertThat(e.error().code()).isEqualTo("57014");
                cancelled++;
            }
        }
        assertThat(cancelled).isLessThanOrEqualTo(100);
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void isLostWhenItsBackendIsTerminatedWhileIdle() {
        assertThat(connection.isAlive()).isTrue();
        terminate();
        await().until(() -> !connection.isAlive());
        assertThat(connection.isOpen()).isFalse();
        assertThatThrownBy(() -> Results.of(connection, "select 1")).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void saysWhyABusyConnectionEnded() {
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> Results.of(connection, "select pg_sleep(60)"));
        await().until(() -> isActive("select pg_sleep(60)"));
        terminate();
        assertThatThrownBy(running::join)
                .hasCauseInstanceOf(ServerErrorException.class)
                .hasMessageContaining("57P01");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void saysThatNothingWasExecutedWhenTheServerHadEndedItBefore() {
        terminate();
        await().until(() -> Results.of(other, "select 1 from pg_stat_activity where pid = $1::int", pid)
                .rows
                .isEmpty());
        assertThatThrownBy(() -> Results.of(connection, "select 1"))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.beforeAnyAnswer()).isTrue());
    }

    @Test
    void doesNotSayThatNothingWasExecutedOfAScript() {
        String script = "do 'begin perform pg_sleep(60); end'; select 'script'";
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> connection.query(script, ResultReceiver.NONE));
        await().until(() -> isActive(script));
        terminate();
        assertThatThrownBy(running::join)
                .cause()
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.beforeAnyAnswer()).isFalse());
    }

    @Test
    void isLostWhenTheServerDoesNotAnswerInTime() {
        connection.setReadTimeout(Duration.ofMillis(100));
        assertThatThrownBy(() -> Results.of(connection, "select pg_sleep(60)"))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("in time");
        assertThat(connection.isOpen()).isFalse();
        Results.of(other, "select pg_terminate_backend($1::int)", pid);
    }

    @Test
    void handsOnWhatTheServerSendsOfItsOwnAccord() {
        List<String> heard = new ArrayList<>();
        connection.setListener(new SessionListener() {
            @Override
            public void notice(ServerError notice) {
                heard.add(notice.toString());
            }

            @Override
            public void notification(int processId, String channel, String payload) {
                heard.add(channel + "=" + payload);
            }

            @Override
            public void parameterChanged(String name, String value) {
                heard.add(name + "=" + value);
            }
        });
        Results.of(connection, "do $$begin raise notice 'hello'; end$$");
        Results.of(connection, "set timezone = 'Europe/Rome'");
        Results.of(connection, "listen news");
        Results.of(other, "notify news, 'of other'");
        await().until(() -> connection.isAlive() && heard.size() == 3);
        assertThat(heard).containsExactly("NOTICE 00000: hello", "TimeZone=Europe/Rome", "news=of other");
        assertThat(connection.parameter("TimeZone")).isEqualTo("Europe/Rome");
    }

    @Test
    void refusesToTakeCopyDataAndStaysInStep() {
        Results.of(connection, "create temp table c (a int)");
        assertRefused(() -> Results.of(connection, "copy c from stdin"));
        assertRefused(() -> connection.query("copy c from stdin; select 1", ResultReceiver.NONE));
        assertRefused(() -> connection.pipeline(
                List.of(Step.of("begin"), Step.of("copy c from stdin"), Step.of("select 1"), Step.of("commit"))));
        assertThat(connection.transactionStatus()).isEqualTo(TransactionStatus.FAILED);
        connection.query("rollback", ResultReceiver.NONE);
        assertRefused(() -> connection.pipeline(List.of(
                Step.of("copy c from stdin"),
                new Step(Statement.of("select length($1)", "x".repeat(50_000)), ResultReceiver.NONE))));
        assertThat(Results.value(connection, "select count(*) from c")).isEqualTo("0");
    }

    @Test
    void refusesToGiveCopyDataAndStaysInStep() {
        String copy = "copy (select repeat('x', 2000000) from generate_series(1, 1000)) to stdout";
        assertRefused(() -> Results.of(connection, copy));
        assertRefused(() -> connection.query(copy, ResultReceiver.NONE));
        assertRefused(() -> connection.pipeline(List.of(Step.of("copy (select 1) to stdout"), Step.of("select 1"))));
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    private void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable copy) {
        assertThatThrownBy(copy).isInstanceOf(CopyRefusedException.class);
        assertThat(connection.isAlive()).isTrue();
    }

    private void terminate() {
        Results.of(other, "select pg_terminate_backend($1::int)", pid);
    }

    private boolean isActive(String query) {
        return !Results.of(
                        other,
                        "select 1 from pg_stat_activity where pid = $1::int and state = 'active' and query = $2",
                        pid,
                        query)
                .rows
                .isEmpty();
    }
}
