package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.SessionSettings;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code WS /v0/session}, down to its frames. */
class SessionTest {

    private static final String CREDENTIALS =
            "{\"username\":\"postgres\",\"password\":\"" + TestServer.PASSWORD + "\"}";
    private static final String DESCRIPTOR = "urn:prisma:query:descriptor";
    private static final String RESULT = "urn:prisma:query:result:";

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

    private static RawWebSocket connect() throws IOException {
        return connect(gateway);
    }

    private static RawWebSocket connect(TestGateway of) throws IOException {
        RawWebSocket socket = new RawWebSocket(of.port(), "/v0/session", RawWebSocket.PRISMA);
        assertThat(socket.handshake().status()).isEqualTo(101);
        assertThat(socket.handshake().headers()).containsEntry("sec-websocket-protocol", "prisma-postgres-1.0");
        return socket;
    }

    private static RawWebSocket logIn() throws IOException {
        RawWebSocket socket = connect();
        socket.text(CREDENTIALS);
        return socket;
    }

    private static void query(RawWebSocket socket, String sql) throws IOException {
        socket.text(DESCRIPTOR);
        socket.text("{\"query\":\"" + sql + "\"}");
    }

    /** The frames of one statement. */
    private static List<String> answer(RawWebSocket socket) throws IOException {
        List<String> frames = new ArrayList<>();
        String urn;
        do {
            urn = socket.readText();
            assertThat(urn).startsWith(RESULT);
            frames.add(urn.substring(RESULT.length()) + " " + socket.readText());
        } while (!urn.endsWith("complete") && !urn.endsWith("error"));
        return frames;
    }

    @Test
    void answersPipelinedStatementsInOrderAndGoesOnAfterAnError() throws IOException {
        try (RawWebSocket socket = logIn()) {
            query(socket, "create temp table kept as select 7 as a");
            query(socket, "select 1/0");
            query(socket, "select a from kept");
            assertThat(answer(socket)).containsExactly("complete {\"complete\":true}");
            assertThat(answer(socket))
                    .singleElement()
                    .asString()
                    .startsWith("error {\"error\":{\"message\":\"division");
            assertThat(answer(socket))
                    .containsExactly(
                            "description {\"columns\":[{\"name\":\"a\",\"typeOid\":23}]}",
                            "datarow {\"values\":[\"7\"]}",
                            "complete {\"complete\":true}");
        }
    }

    @Test
    void givesBytesAsBase64HoweverTheSessionWantsThem() throws IOException {
        try (RawWebSocket socket = logIn()) {
            for (String format : List.of("hex", "escape")) {
                query(socket, "set bytea_output = " + format);
                answer(socket);
                for (String bytes : List.of(
                        "", "00", "5c78", "5c5c785c30ff007f41", "41".repeat(100_000), "00ff5c".repeat(50_000))) {
                    query(socket, "select decode('" + bytes + "', 'hex')");
                    String base64 =
                            Base64.getEncoder().encodeToString(HexFormat.of().parseHex(bytes));
                    assertThat(answer(socket)).contains("datarow {\"values\":[\"" + base64 + "\"]}");
                }
            }
        }
    }

    @Test
    void answersAnErrorAfterFewRowsAlone() throws IOException {
        try (RawWebSocket socket = logIn()) {
            query(socket, "select 1/(3-g) from generate_series(1, 5) g");
            assertThat(answer(socket)).singleElement().asString().startsWith("error");
            query(socket, "select repeat('x', 60000), 1/(3-g) from generate_series(1, 5) g");
            assertThat(answer(socket)).hasSizeGreaterThan(1).last().asString().startsWith("error");
            query(socket, "select repeat('x', 3000000)");
            assertThat(answer(socket).get(1)).hasSize("datarow {\"values\":[\"\"]}".length() + 3_000_000);
        }
    }

    @Test
    void takesValuesAsMessagesOfTheirOwnFragmentedOrNot() throws IOException {
        try (RawWebSocket socket = logIn()) {
            socket.text(DESCRIPTOR);
            socket.text("{\"query\":\"select $1 as a, length($2::bytea)\",\"parameters\":["
                    + "{\"type\":\"text\",\"byteSize\":4},{\"type\":\"binary\",\"byteSize\":1000000}]}");
            socket.text("urn:prisma:query:param:text");
            byte[] text = "aäb".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < text.length; i++) {
                socket.send(i == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION, i == text.length - 1, new byte[] {
                    text[i]
                });
                socket.send(RawWebSocket.PING, true, new byte[] {(byte) i});
                assertThat(socket.read().opcode()).isEqualTo(RawWebSocket.PONG);
            }
            socket.text("urn:prisma:query:param:binary");
            socket.binary(new byte[1_000_000]);
            assertThat(answer(socket)).contains("datarow {\"values\":[\"aäb\",\"1000000\"]}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"username\":\"postgres\",\"password\":\"wrong\"}",
                "{\"username\":\"nobody\",\"password\":\"" + TestServer.PASSWORD + "\"}",
                "{\"username\":\"postgres\"}",
                "{\"username\":1,\"password\":{}}",
                "[]",
                "",
                "not JSON",
                "urn:prisma:query:descriptor"
            })
    void refusesWrongCredentialsBeforeAnythingElse(String credentials) throws IOException {
        Queries.value(observer, "drop table if exists intruded");
        try (RawWebSocket socket = connect()) {
            socket.text(credentials);
            query(socket, "create table intruded (a int)");
            assertThat(socket.awaitClose()).isEqualTo(1008);
        }
        assertThat(Queries.value(observer, "select to_regclass('intruded')")).isNull();
    }

    @Test
    void closesForAnUnknownDatabase() throws IOException {
        try (RawWebSocket socket = new RawWebSocket(gateway.port(), "/v0/session?db=nix", RawWebSocket.PRISMA)) {
            socket.text(CREDENTIALS);
            RawWebSocket.Frame close = socket.read();
            assertThat(close.code()).isEqualTo(1008);
            assertThat(close.text()).contains("3D000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:unknown", "{\"query\":\"select 1\"}", ""})
    void closesWhenAMessageIsOutOfPlace(String message) throws IOException {
        try (RawWebSocket socket = logIn()) {
            socket.text(message);
            assertThat(socket.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void closesForMalformedFrames() throws IOException {
        try (LoggedLines log = new LoggedLines()) {
            closeForMalformedFrames();
            await().untilAsserted(() -> assertThat(log.lines()).hasSize(4));
        }
        assertThat(gateway.sql("select 1").status()).isEqualTo(200);
    }

    private static void closeForMalformedFrames() throws IOException {
        try (RawWebSocket socket = logIn()) {
            socket.send(RawWebSocket.TEXT, true, new byte[] {(byte) 0xff, (byte) 0xfe});
            assertThat(socket.awaitClose()).isIn(1007, 1008);
        }
        try (RawWebSocket socket = logIn()) {
            socket.send(RawWebSocket.CONTINUATION, true, new byte[1]);
            assertThat(socket.awaitClose()).isEqualTo(1002);
        }
        try (RawWebSocket socket = logIn()) {
            socket.client().sendBytes(new byte[] {(byte) 0x81, 1, 'x'}); // not masked
            assertThat(socket.awaitClose()).isEqualTo(1002);
        }
        try (RawWebSocket socket = logIn()) {
            socket.send(7, true, new byte[1]);
            assertThat(socket.awaitClose()).isEqualTo(1002);
        }
    }

    @Test
    void closesForMessagesThatAreTooLargeOrNeverEnd() throws IOException {
        try (RawWebSocket socket = logIn()) {
            byte[] gigabyteText = {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0};
            socket.client().sendBytes(gigabyteText);
            socket.client().sendBytes("x".repeat((10 << 20) + 1).getBytes(StandardCharsets.UTF_8));
            assertThat(socket.awaitClose()).isEqualTo(1009);
        }
        try (RawWebSocket socket = logIn()) {
            socket.send(RawWebSocket.TEXT, false, new byte[1]);
            byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 10; i++) {
                socket.send(RawWebSocket.CONTINUATION, false, megabyte);
            }
            assertThat(socket.awaitClose()).isEqualTo(1009);
        }
    }

    @Test
    void executesWhatCameBeforeTheCloseAndEndsTheSession() throws IOException {
        Queries.value(observer, "create table if not exists closed (a int)");
        Queries.value(observer, "truncate closed");
        try (RawWebSocket socket = logIn()) {
            query(socket, "select pg_sleep(0.3)");
            query(socket, "insert into closed values (1)");
            query(socket, "begin; insert into closed values (2)");
            socket.send(RawWebSocket.CLOSE, true, new byte[] {3, (byte) 0xe8});
            await().until(() ->
                    Queries.value(observer, "select count(*) from closed").equals("1"));
        }
    }

    @Test
    void cancelsWhatAVanishedClientHasAskedFor() throws IOException {
        try (RawWebSocket socket = logIn()) {
            query(socket, "select pg_sleep(60) /* vanished session */");
            await().until(() -> Queries.active(observer, "/* vanished session */") == 1);
        }
        await().until(() -> Queries.active(observer, "/* vanished session */") == 0);
    }

    @Test
    void makesPostgresWaitForASlowReader() throws IOException {
        try (RawWebSocket socket = logIn()) {
            query(socket, "select repeat('x', 1000) from generate_series(1, 200000) /* slow reader */");
            await().until(() -> Queries.value(
                            observer,
                            "select coalesce(max(wait_event), '') from pg_stat_activity where query like '%/* slow'"
                                    + " || ' reader */%' and pid <> pg_backend_pid()")
                    .equals("ClientWrite"));
            assertThat(answer(socket)).hasSize(200_002);
        }
    }

    @Test
    void boundsSessionsAndTheirTimes() throws IOException {
        SessionSettings limits = SessionSettings.defaults()
                .withLimit(2)
                .withTimes(Duration.ofMillis(500), Duration.ofMillis(600), Duration.ofSeconds(3));
        try (TestGateway small = new TestGateway(GatewaySettings.defaults().withSessions(limits))) {
            try (RawWebSocket silent = connect(small);
                    RawWebSocket late = connect(small);
                    RawWebSocket idle = connect(small);
                    RawWebSocket another = connect(small)) {
                idle.text(CREDENTIALS);
                another.text(CREDENTIALS);
                await().until(() -> upgradeStatus(small) == 503);
                late.text(CREDENTIALS);
                assertThat(late.awaitClose()).isEqualTo(1013);
                assertThat(silent.awaitClose()).isEqualTo(1008);
                assertThat(idle.awaitClose()).isEqualTo(1001);
            }
            await().until(() -> upgradeStatus(small) == 101);
            try (RawWebSocket busy = connect(small)) {
                busy.text(CREDENTIALS);
                RawWebSocket.Frame frame;
                do {
                    query(busy, "select pg_sleep(0.1)");
                    frame = busy.read();
                } while (frame.opcode() == RawWebSocket.TEXT);
                assertThat(frame.code()).isEqualTo(1001);
            }
        }
    }

    private static int upgradeStatus(TestGateway of) throws IOException {
        try (RawWebSocket next = new RawWebSocket(of.port(), "/v0/session", RawWebSocket.PRISMA)) {
            return next.handshake().status();
        }
    }
}
