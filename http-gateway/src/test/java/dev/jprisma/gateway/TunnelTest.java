package dev.jprisma.gateway;

import static dev.jprisma.gateway.PostgresMessages.join;
import static dev.jprisma.gateway.PostgresMessages.message;
import static dev.jprisma.gateway.PostgresMessages.number;
import static dev.jprisma.gateway.PostgresMessages.readUntil;
import static dev.jprisma.gateway.PostgresMessages.startup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.wire.PostgresConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code WS /v1} and {@code /v2}, down to their bytes. */
class TunnelTest {

    private static TestGateway gateway;
    private static PostgresConnection observer;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
        observer = TestServer.get().connect();
    }

    @AfterAll
    static void stop() {
        observer.close();
        gateway.close();
    }

    private static RawWebSocket connect(String path) throws IOException {
        RawWebSocket socket = new RawWebSocket(gateway.port(), path, "");
        assertThat(socket.handshake().status()).isEqualTo(101);
        return socket;
    }

    private static final byte[] STARTUP = startup("user", "postgres", "database", "postgres");
    private static final byte[] PASSWORD = message('p', TestServer.PASSWORD);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1?address=localhost:5432",
                "/v2",
                "/v1?address=evil.example:22",
                "/v1?address=127.0.0.1:1",
                "/v2?address=[::1]:80&address=x"
            })
    void leadsToThisInstanceWhateverTheAddressSays(String path) throws IOException {
        try (RawWebSocket socket = connect(path)) {
            socket.binary(join(STARTUP, PASSWORD, message('Q', "select current_setting('port')")));
            StringBuilder rest = new StringBuilder();
            readUntil(socket, 'Z', rest);
            assertThat(readUntil(socket, 'Z', rest))
                    .contains(Integer.toString(TestServer.get().address().port()));
        }
    }

    @Test
    void takesEveryByteAlone() throws IOException {
        try (RawWebSocket socket = connect("/v2")) {
            for (byte one : join(STARTUP, PASSWORD, message('Q', "select 42"))) {
                socket.binary(new byte[] {one});
            }
            StringBuilder rest = new StringBuilder();
            assertThat(readUntil(socket, 'Z', rest)).startsWith("R").contains("client_encoding", "K");
            assertThat(readUntil(socket, 'Z', rest)).contains("42");
        }
    }

    @Test
    void asksForThePasswordOfAClientThatWaitsAndDeclinesEncryption() throws IOException {
        try (RawWebSocket socket = connect("/v2")) {
            socket.binary(join(number(8), number(80877103)));
            assertThat(socket.read().text()).isEqualTo("N");
            socket.binary(STARTUP);
            assertThat(socket.read().bytes()).isEqualTo(join(new byte[] {'R'}, number(8), number(3)));
            socket.binary(PASSWORD);
            readUntil(socket, 'Z', new StringBuilder());
            socket.binary(new byte[] {'X', 0, 0, 0, 4});
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void refusesInPostgresWords() throws IOException {
        assertThat(refusal(STARTUP, message('p', "wrong"))).contains("C28P01\0", "Mpassword authentication failed");
        assertThat(refusal(startup("user", "nobody", "database", "postgres"), PASSWORD))
                .contains("C28P01\0");
        assertThat(refusal(startup("user", "postgres", "database", "nix"), PASSWORD))
                .contains("C3D000\0");
        assertThat(refusal(startup("user", "postgres", "work_mem", "many"), PASSWORD))
                .contains("C22023\0");
    }

    private static String refusal(byte[] startup, byte[] password) throws IOException {
        try (RawWebSocket socket = connect("/v2")) {
            socket.binary(join(startup, password, message('Q', "create table intruded (a int)")));
            String read = readUntil(socket, 'E', new StringBuilder());
            assertThat(socket.awaitClose()).isEqualTo(1000);
            return read;
        }
    }

    @Test
    void closesForWhatIsNotTheProtocol() throws IOException {
        for (byte[] bytes : new byte[][] {
            new byte[100],
            number(-1),
            number(7),
            number(1_000_000_000),
            join(number(8), number(2 << 16)),
            join(number(8), number(80877102)),
            join(STARTUP, message('Q', "select 1")),
            join(STARTUP, new byte[] {'p', 0x7f, -1, -1, -1})
        }) {
            try (RawWebSocket socket = connect("/v1")) {
                socket.binary(bytes);
                assertThat(socket.awaitClose()).isEqualTo(1002);
            }
        }
    }

    @Test
    void closesForText() throws IOException {
        try (RawWebSocket socket = connect("/v2")) {
            socket.text("select 1");
            assertThat(socket.awaitClose()).isEqualTo(1003);
        }
        try (RawWebSocket socket = connect("/v2")) {
            socket.binary(join(STARTUP, PASSWORD));
            readUntil(socket, 'Z', new StringBuilder());
            socket.text("select 1");
            assertThat(socket.awaitClose()).isEqualTo(1003);
        }
    }

    @Test
    void passesACancelRequestOn() throws IOException {
        try (RawWebSocket socket = connect("/v2");
                RawWebSocket canceller = connect("/v2")) {
            socket.binary(join(STARTUP, PASSWORD));
            String greeting = readUntil(socket, 'Z', new StringBuilder());
            byte[] key = greeting.substring(greeting.length() - 14, greeting.length() - 6)
                    .getBytes(StandardCharsets.ISO_8859_1);
            socket.binary(message('Q', "select pg_sleep(60) /* tunnelled */"));
            await().until(() -> Queries.active(observer, "/* tunnelled */") == 1);
            canceller.binary(join(number(16), number(80877102), key));
            assertThat(readUntil(socket, 'Z', new StringBuilder())).contains("C57014\0");
            assertThat(canceller.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void makesPostgresWaitForASlowReader() throws IOException {
        try (RawWebSocket socket = connect("/v2")) {
            long before = liveBytes();
            socket.binary(join(
                    STARTUP,
                    PASSWORD,
                    message('Q', "select repeat('x', 1000000) from generate_series(1, 100) /* slow tunnel */")));
            await().until(() -> Queries.value(
                            observer,
                            "select coalesce(max(wait_event), '') from pg_stat_activity where query like '%/* slow'"
                                    + " || ' tunnel */%' and pid <> pg_backend_pid()")
                    .equals("ClientWrite"));
            assertThat(liveBytes() - before).isLessThan(10 << 20);
            long bytes = 0;
            while (bytes < 100_000_000) {
                bytes += socket.read().bytes().length;
            }
        }
    }

    private static long liveBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void endsTheStatementOfAVanishedClient() throws IOException {
        try (RawWebSocket socket = connect("/v2")) {
            socket.binary(join(STARTUP, PASSWORD, message('Q', "select pg_sleep(60) /* vanished tunnel */")));
            await().until(() -> Queries.active(observer, "/* vanished tunnel */") == 1);
        }
        await().until(() -> Queries.active(observer, "/* vanished tunnel */") == 0);
    }

    @Test
    void closesWhenPostgresDoes() throws IOException {
        try (RawWebSocket socket = connect("/v2")) {
            socket.binary(join(STARTUP, PASSWORD, message('Q', "select pg_terminate_backend(pg_backend_pid())")));
            StringBuilder rest = new StringBuilder();
            readUntil(socket, 'Z', rest);
            assertThat(readUntil(socket, 'E', rest)).contains("C57P01\0");
            assertThat(socket.awaitClose()).isEqualTo(1000);
        }
    }
}
