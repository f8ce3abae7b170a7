package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.settings.BodySettings;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.SessionSettings;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** WebSockets of clients that do not mean well: what they cost the gateway is bounded. */
class SocketAbuseTest {

    private static final String CREDENTIALS =
            "{\"username\":\"postgres\",\"password\":\"" + TestServer.PASSWORD + "\"}";
    private static final String DESCRIPTOR = "urn:prisma:query:descriptor";

    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47};

    /** More than fits into the buffers of the system between two ends of a connection. */
    private static final int MORE_THAN_IS_BUFFERED = 48 << 20;

    private static final Duration LOGIN = Duration.ofSeconds(1);
    private static final int WITHOUT_LOGIN = 200;

    private static TestGateway gateway;
    private static PostgresConnection observer;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(GatewaySettings.defaults()
                .withBodies(BodySettings.defaults().withTimeout(Duration.ofSeconds(1)))
                .withSessions(
                        SessionSettings.defaults().withTimes(LOGIN, Duration.ofMinutes(1), Duration.ofMinutes(2))));
        observer = TestServer.get().connect();
    }

    @AfterAll
    static void stop() {
        observer.close();
        gateway.close();
    }

    @AfterEach
    void answersTheNextHonestRequest() throws IOException {
        assertThat(gateway.sql("select 1").status()).isEqualTo(200);
    }

    @Test
    void readsNoMorePingsFromAClientThatReadsNoPongs() throws IOException {
        try (Flood flood = new Flood("GET /v2", "")) {
            assertThat(flood.sendUntilStopped(frames(0x89, new byte[125]))).isLessThan(MORE_THAN_IS_BUFFERED);
        }
    }

    @Test
    void endsALoginWhoseAnswerWaitsBehindUnreadPongs() throws IOException {
        try (Flood flood = new Flood("GET /v2", "")) {
            ByteArrayOutputStream pings = new ByteArrayOutputStream();
            pings.writeBytes(frames(0x89, new byte[125]));
            pings.writeBytes(frame(0x82, SSL_REQUEST));
            flood.sendUntilStopped(pings.toByteArray());
            await().until(flood::isEnded);
        }
    }

    @Test
    void countsEmptyMessages() throws IOException {
        try (Flood flood = new Flood("GET /v0/session", RawWebSocket.PRISMA)) {
            flood.send(frame(0x81, CREDENTIALS.getBytes(StandardCharsets.UTF_8)));
            flood.send(frame(0x81, DESCRIPTOR.getBytes(StandardCharsets.UTF_8)));
            flood.send(frame(0x81, "{\"query\":\"select pg_sleep(60) /* empty */\"}".getBytes(StandardCharsets.UTF_8)));
            await().until(() -> Queries.active(observer, "/* empty */") == 1);
            assertThat(flood.sendUntilStopped(frames(0x81, new byte[0]))).isLessThan(MORE_THAN_IS_BUFFERED);
        }
        Queries.value(
                observer,
                "select pg_cancel_backend(pid) from pg_stat_activity where query like '%/* empty */%'"
                        + " and pid <> pg_backend_pid()");
    }

    @Test
    void hasOneDeadlineForTheWholeLogin() throws IOException {
        try (RawWebSocket socket = open("/v2", "")) {
            Thread drip = new Thread(() -> drip(socket));
            drip.start();
            assertThat(socket.awaitClose()).isEqualTo(1008);
            drip.interrupt();
        }
    }

    private static void drip(RawWebSocket socket) {
        try {
            socket.binary(new byte[] {0});
            socket.binary(new byte[] {0, 0x23, 0x28});
            while (true) {
                socket.binary(new byte[1]);
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            // the gateway has had enough
        }
    }

    @Test
    void letsClientsLogInBesideAnyNumberThatDoNot() throws IOException {
        List<RawWebSocket> silent = new ArrayList<>();
        try {
            for (int i = 0; i <= WITHOUT_LOGIN; i++) {
                silent.add(open("/v2", ""));
            }
            assertThat(silent.get(0).read().opcode()).as("the oldest has to go").isIn(-1, RawWebSocket.CLOSE);
            try (RawWebSocket honest = open("/v0/session", RawWebSocket.PRISMA)) {
                honest.text(CREDENTIALS);
                honest.text(DESCRIPTOR);
                honest.text("{\"query\":\"select 1\"}");
                assertThat(honest.readText()).startsWith("urn:prisma:query:result:");
            }
        } finally {
            for (RawWebSocket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void endsAMessageThatDoesNotGoOn() throws IOException {
        try (RawWebSocket socket = open("/v0/session", RawWebSocket.PRISMA)) {
            socket.text(CREDENTIALS);
            socket.send(RawWebSocket.TEXT, false, new byte[1 << 20]);
            assertThat(socket.awaitClose()).isEqualTo(1008);
        }
    }

    private static RawWebSocket open(String path, String headers) throws IOException {
        RawWebSocket socket = new RawWebSocket(gateway.port(), path, headers);
        assertThat(socket.handshake().status()).isEqualTo(101);
        return socket;
    }

    /** Short, and masked with zeroes. */
    private static byte[] frame(int head, byte[] bytes) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head);
        frame.write(0x80 | bytes.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(bytes);
        return frame.toByteArray();
    }

    private static byte[] frames(int head, byte[] bytes) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            frames.writeBytes(frame(head, bytes));
        }
        return frames.toByteArray();
    }

    /** A client that sends and never reads more than the handshake. */
    private static final class Flood implements AutoCloseable {
        private static final long STOPPED_MILLIS = 500;

        private final SocketChannel channel = SocketChannel.open();
        private final Selector selector = Selector.open();

        Flood(String requestLine, String headers) throws IOException {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            channel.connect(new InetSocketAddress("127.0.0.1", gateway.port()));
            String head = requestLine + " HTTP/1.1\nHost: localhost:" + gateway.port() + "\n" + RawWebSocket.HANDSHAKE
                    + headers + "\n";
            send(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            ByteBuffer answer = ByteBuffer.allocate(12);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {}
            assertThat(new String(answer.array(), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
        }

        void send(byte[] bytes) throws IOException {
            channel.write(ByteBuffer.wrap(bytes));
        }

        /** Sends that again and again until nobody takes any more; returns how many bytes were taken. */
        long sendUntilStopped(byte[] bytes) throws IOException {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_WRITE);
            long sent = 0;
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            try {
                while (sent < MORE_THAN_IS_BUFFERED && isTaken()) {
                    sent += channel.write(rest);
                    if (!rest.hasRemaining()) {
                        rest.rewind();
                    }
                }
            } catch (IOException reset) {
                assertThat(isEnded()).isTrue();
            }
            return sent;
        }

        private boolean isTaken() throws IOException {
            selector.selectedKeys().clear();
            return selector.select(STOPPED_MILLIS) > 0;
        }

        /** Whether the gateway takes nothing any more; found out without reading what it has sent. */
        boolean isEnded() {
            try {
                channel.write(ByteBuffer.wrap(frame(0x89, new byte[0])));
                return false;
            } catch (IOException reset) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            selector.close();
            channel.close();
        }
    }
}
