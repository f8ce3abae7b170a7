package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.TestClusters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @BeforeAll
    static void createRoles() {
        try (PostgresConnection connection = TestServer.connect()) {
            connection.query("""
                    set password_encryption = 'md5';
                    drop role if exists hashed, clear, trusted, salted;
                    create role hashed login password 'p1 ä';
                    set password_encryption = 'scram-sha-256';
                    create role clear login password 'p2 ä';
                    create role trusted login;
                    create role salted login password 'p4 Ⅸ';
                    """, ResultReceiver.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"hashed, p1 ä", "clear, p2 ä", "trusted, ''", "salted, p4 Ⅸ", "salted, p4 IX"})
    void logsInEveryWayTheServerAsksFor(String user, String password) {
        ServerAddress address = TestServer.get().address(user, password, "postgres");
        try (PostgresConnection connection = PostgresConnection.open(address, TIMEOUT)) {
            assertThat(Results.value(connection, "select session_user || current_setting('application_name')"))
                    .isEqualTo(user + "tests");
            assertThat(connection.parameter("client_encoding")).isEqualTo("UTF8");
            assertThat(connection.transactionStatus()).isEqualTo(TransactionStatus.IDLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hashed, wrong, postgres, 28P01",
        "clear, wrong, postgres, 28P01",
        "salted, wrong, postgres, 28P01",
        "nobody, p, postgres, 28P01",
        "postgres, " + TestClusters.PASSWORD + ", nowhere, 3D000"
    })
    void passesTheServersRefusalOn(String user, String password, String database, String code) {
        ServerAddress address = TestServer.get().address(user, password, database);
        assertThatThrownBy(() -> PostgresConnection.open(address, TIMEOUT))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.error().code()).isEqualTo(code));
    }

    /** Each role sets its own, and somebody else's thread works it off. */
    @Test
    void hashesNoPasswordAsOftenAsARoleMayWish() {
        try (PostgresConnection connection = TestServer.connect()) {
            String verifier = ScramVerifier.of("p").replace("$4096:", "$100001:");
            connection.query(
                    "drop role if exists laborious; create role laborious login password '" + verifier + "'",
                    ResultReceiver.NONE);
        }
        ServerAddress address = TestServer.get().address("laborious", "p", "postgres");
        assertThatThrownBy(() -> PostgresConnection.open(address, TIMEOUT))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("100001 times");
    }

    @Test
    void saysThatAPasswordOfInvisibleCharactersCannotBeUsed() {
        ServerAddress address = TestServer.get().address("salted", "\u00ad", "postgres");
        assertThatThrownBy(() -> PostgresConnection.open(address, TIMEOUT))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("invisible characters");
    }

    @Test
    void saysThatAPasswordIsMissing() {
        ServerAddress address = TestServer.get().address("salted", "", "postgres");
        assertThatThrownBy(() -> PostgresConnection.open(address, TIMEOUT))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("password");
    }

    @Test
    void tellsRefusedFromTimedOutFromUnknown() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertReason(new ServerAddress("127.0.0.1", free, "u", "p", "d"), CannotConnectException.Reason.REFUSED);
        assertReason(
                new ServerAddress("no-such-host.invalid", 1, "u", "p", "d"), CannotConnectException.Reason.UNREACHABLE);
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket first = new Socket("127.0.0.1", full.getLocalPort());
                Socket second = new Socket("127.0.0.1", full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertReason(
                    new ServerAddress("127.0.0.1", full.getLocalPort(), "u", "p", "d"),
                    CannotConnectException.Reason.TIMED_OUT);
        }
    }

    @Test
    void givesUpOnAServerThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            ServerAddress address = new ServerAddress("127.0.0.1", silent.getLocalPort(), "u", "p", "d");
            assertThatThrownBy(() -> PostgresConnection.open(address, Duration.ofMillis(200)))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("in time");
        }
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(new ServerAddress("h", 1, "u", "geheim", "d").toString())
                .doesNotContain("geheim")
                .contains("u:***@h:1/d");
    }

    private static void assertReason(ServerAddress address, CannotConnectException.Reason reason) {
        assertThatThrownBy(() -> PostgresConnection.open(address, Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        CannotConnectException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
