package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.TestClusters;
import dev.jprisma.state.ServerHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An address of several servers, some of which are none. */
class SeveralHostsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LIVE = TestServer.address().port();

    private static ServerAddress address(TargetSession target, Duration silence, int... ports) {
        return new ServerAddress(
                IntStream.of(ports)
                        .mapToObj(port -> new ServerHost("127.0.0.1", port))
                        .toList(),
                "postgres",
                TestClusters.PASSWORD,
                "postgres",
                Map.of(),
                new ConnectionOptions(TlsSettings.NONE, target, null, silence, false));
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetSession.class,
            names = {"ANY", "READ_WRITE", "PRIMARY", "PREFER_STANDBY"})
    void takesTheFirstServerThatSuits(TargetSession target) {
        ServerAddress address = address(target, null, FreePort.choose(), LIVE, FreePort.choose());
        try (PostgresConnection connection = PostgresConnection.open(address, TIMEOUT)) {
            assertThat(connection.host().port()).isEqualTo(LIVE);
            assertThat(connection.isPristine()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetSession.class,
            names = {"READ_ONLY", "STANDBY"})
    void saysOfEachServerWhyItDoesNotSuit(TargetSession target) {
        int free = FreePort.choose();
        assertThatThrownBy(() -> PostgresConnection.open(address(target, null, free, LIVE), TIMEOUT))
                .isInstanceOfSatisfying(
                        CannotConnectException.class,
                        e -> assertThat(e.reason()).isEqualTo(CannotConnectException.Reason.NONE_SUITS))
                .hasMessageContaining("No server listens at 127.0.0.1:" + free)
                .hasMessageContaining("127.0.0.1:" + LIVE + " is not ");
    }

    @Test
    void waitsForNoServerSoLongThatNoTimeIsLeftForTheNext() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            ServerAddress address = address(TargetSession.ANY, null, silent.getLocalPort(), LIVE);
            try (PostgresConnection connection = PostgresConnection.open(address, Duration.ofSeconds(2))) {
                assertThat(connection.host().port()).isEqualTo(LIVE);
            }
        }
    }

    @Test
    void waitsOnceForAServerThatDoesNotAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            ServerAddress address = address(TargetSession.ANY, null, silent.getLocalPort(), LIVE);
            for (int i = 0; i < 3; i++) {
                PostgresConnection.open(address, Duration.ofSeconds(2)).close();
            }
            silent.accept().close();
            silent.setSoTimeout(1);
            assertThatThrownBy(silent::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void asksNoOtherServerWhereOneRefusesTheLogin() {
        ServerAddress address = address(TargetSession.ANY, null, LIVE, FreePort.choose());
        assertThatThrownBy(() -> PostgresConnection.open(address.withLogin("postgres", "wrong"), TIMEOUT))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.error().code()).isEqualTo("28P01"));
    }

    @Test
    void cancelsOnTheServerThatTheSessionIsOn() {
        ServerAddress address = address(TargetSession.ANY, null, FreePort.choose(), LIVE);
        try (PostgresConnection connection = PostgresConnection.open(address, TIMEOUT);
                RawConnection raw = RawConnection.open(address, TIMEOUT)) {
            CompletableFuture<Void> sleeping = CompletableFuture.runAsync(
                    () -> connection.execute(Statement.of("select pg_sleep(60)"), ResultReceiver.NONE));
            while (!sleeping.isDone()) {
                connection.cancel();
            }
            assertThatThrownBy(sleeping::join).hasRootCauseInstanceOf(ServerErrorException.class);
            RawConnection.cancel(address, TIMEOUT, raw.processId(), raw.secretKey());
        }
    }

    @Test
    void waitsForASlowServerAndNotForOneThatIsGone() throws IOException {
        TestRelay relay = new TestRelay(LIVE);
        ServerAddress address = address(TargetSession.ANY, Duration.ofMillis(50), relay.port());
        try (PostgresConnection connection = PostgresConnection.open(address, TIMEOUT)) {
            assertThat(Results.value(connection, "select 'slow' from pg_sleep(0.5)"))
                    .isEqualTo("slow");
            relay.vanish();
            assertThatThrownBy(() -> Results.value(connection, "select 1"))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("nothing answers there");
            assertThat(connection.isOpen()).isFalse();
        } finally {
            relay.close();
        }
    }
}
