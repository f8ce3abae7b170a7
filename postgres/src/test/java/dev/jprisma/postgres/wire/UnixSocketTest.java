package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What holds of a connection by TCP holds of one by the server's Unix domain socket. */
class UnixSocketTest extends PostgresConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String CLIENT = "select coalesce(host(inet_client_addr()), 'socket')";

    @Override
    ServerAddress address() {
        return TestServer.addressOfSocket();
    }

    @Test
    void isTaken() {
        assertThat(client(address())).isEqualTo("socket");
    }

    @Test
    void isLeftForTcpWhereItIsNotThere() {
        assertThat(client(address().withOptions(ConnectionOptions.DEFAULT.withSocket(Path.of("/nowhere/.s")))))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void isLeftForTcpWhereTheServerTakesNoLoginByIt() {
        try (PostgresConnection administrator = TestServer.connect()) {
            administrator.query("drop role if exists by_tcp_only; create role by_tcp_only login", ResultReceiver.NONE);
        }
        assertThat(client(address().withLogin("by_tcp_only", ""))).isEqualTo("127.0.0.1");
    }

    @Test
    void isNotLeftForTcpByAWrongPassword() {
        assertThatThrownBy(() -> client(address().withLogin("postgres", "wrong")))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.error().code()).isEqualTo("28P01"));
    }

    @Test
    void isReadWithinATimeLimitAgainAndAgain() {
        try (PostgresConnection limited = PostgresConnection.open(address(), LIMIT)) {
            limited.setReadTimeout(LIMIT);
            assertThat(Results.value(limited, "select 1 from pg_sleep(0.2)")).isEqualTo("1");
            limited.setReadTimeout(Duration.ofMillis(100));
            assertThatThrownBy(() -> Results.of(limited, "select pg_sleep(60)"))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("did not answer in time");
        }
    }

    @Test
    void isEndedByAnotherThreadWhileItIsRead() {
        PostgresConnection read = PostgresConnection.open(address(), LIMIT);
        String pid = Results.value(read, "select pg_backend_pid()");
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> Results.of(read, "select pg_sleep(60)"));
        try (PostgresConnection observer = TestServer.connect()) {
            await().until(() -> Results.value(observer, "select state from pg_stat_activity where pid = " + pid)
                    .equals("active"));
        }

        read.abort();

        assertThatThrownBy(running::join)
                .hasCauseInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("Socket closed");
    }

    private static String client(ServerAddress address) {
        try (PostgresConnection connection = PostgresConnection.open(address, LIMIT)) {
            return Results.value(connection, CLIENT);
        }
    }
}
