package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.jprisma.gateway.settings.GatewayTarget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may open a WebSocket, and which web pages may ask at all. */
class SocketAccessTest {

    private static final String HOST = "Host: localhost:PORT\n";
    private static final String HANDSHAKE = RawWebSocket.HANDSHAKE + RawWebSocket.PRISMA;

    private static final int MANY = 10_000;
    private static final UnixOperatingSystemMXBean OPERATING_SYSTEM =
            (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static LoggedLines log;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        log = new LoggedLines();
        gateway = new TestGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        log.close();
    }

    @AfterEach
    void answersTheNextHonestRequest() throws IOException {
        assertThat(gateway.sql("select 1").status()).isEqualTo(200);
    }

    private static int status(int port, String requestLine, String headers) throws IOException {
        int logged = log.lines().size();
        try (RawClient client = new RawClient(port)) {
            client.send(requestLine + " HTTP/1.1\n" + headers + "\n");
            int status = client.readHead().status();
            assertThat(log.lines()).as(requestLine + headers).hasSize(logged + (status == 101 ? 0 : 1));
            return status;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v0/session", "/v0/session?db=postgres", "/v1?address=localhost:5432", "/v2"})
    void refusesForeignHostsAndWebPages(String path) throws IOException {
        String upgrade = "GET " + path;
        assertThat(status(gateway.port(), upgrade, HOST + HANDSHAKE)).isEqualTo(101);
        for (String headers : List.of(
                "Host: evil.example:PORT\n",
                "Host: localhost:1\n",
                "Host: localhost\n",
                "Host: [::1%lo]:PORT\n",
                HOST + "Origin: https://evil.example\n",
                HOST + "Origin: null\n",
                HOST + "Origin: http://localhost:PORT\n",
                HOST + "Origin: \n",
                HOST + "Origin: file://\n",
                HOST + "Sec-Fetch-Site: cross-site\n")) {
            assertThat(status(gateway.port(), upgrade, headers + HANDSHAKE))
                    .as(headers)
                    .isEqualTo(403);
        }
        assertThat(status(gateway.port(), upgrade, HOST + HOST + HANDSHAKE)).isBetween(400, 403);
        assertThat(status(gateway.port(), upgrade, HOST + "Authorization: Bearer wrong\n" + HANDSHAKE))
                .isEqualTo(401);
    }

    @Test
    void refusesWhatIsNoHandshake() throws IOException {
        int port = gateway.port();
        assertThat(status(port, "GET /v2", HOST)).isEqualTo(426);
        assertThat(status(port, "GET /v2", HOST + "Upgrade: h2c\nConnection: Upgrade\n"))
                .isEqualTo(426);
        assertThat(status(port, "GET /v2", HOST + "Upgrade: websocket\n")).isEqualTo(400);
        assertThat(status(port, "POST /v2", HOST + HANDSHAKE + "Content-Length: 0\n"))
                .isEqualTo(400);
        assertThat(status(port, "GET /v2", HOST + HANDSHAKE.replace("Version: 13", "Version: 12")))
                .isEqualTo(400);
        assertThat(status(port, "GET /v2", HOST + HANDSHAKE.replace("dGhlIHNhbXBsZSBub25jZQ==", "")))
                .isEqualTo(400);
        assertThat(status(port, "GET /v0/session", HOST + RawWebSocket.HANDSHAKE))
                .isEqualTo(400);
    }

    /** What is no exact path of theirs needs the API key, so that no spelling leads around the check. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sql",
                "/health/..",
                "/v3",
                "/v1/",
                "/V1",
                "//v1",
                "/v0/session/",
                "/x/../v1",
                "/v0/./session",
                "/%76%31",
                "/v1;a=b",
                "/v1/../v2",
                "/\\v1"
            })
    void opensNoWebSocketElsewhere(String path) throws IOException {
        assertThat(status(gateway.port(), "GET " + path, HOST + HANDSHAKE)).isBetween(400, 404);
        assertThat(status(gateway.port(), "GET " + path, HOST + TestGateway.AUTHORIZATION + HANDSHAKE))
                .isBetween(400, 405);
    }

    @Test
    void letsPagesInWhoseOriginIsAllowedExactly() throws IOException {
        String origin = "http://localhost:3000";
        GatewayTarget target = new GatewayTarget(
                "allowing", TestServer.get().address(), TestGateway.KEY, TestServer.PASSWORD, Set.of(origin));
        try (GatewayEndpoint endpoint = gateway.gateway().open(target, 0)) {
            int port = endpoint.port();
            String page = HOST + "Origin: " + origin + "\nSec-Fetch-Site: cross-site\n";
            assertThat(status(port, "GET /v2", page + HANDSHAKE)).isEqualTo(101);
            try (RawClient client = new RawClient(port)) {
                client.send("OPTIONS /sql HTTP/1.1\n" + page + "Access-Control-Request-Method: POST\n"
                        + "Access-Control-Request-Headers: authorization,content-type\n\n");
                RawClient.Response preflight = client.readHead();
                assertThat(preflight.status()).isEqualTo(204);
                assertThat(preflight.headers())
                        .containsEntry("access-control-allow-origin", origin)
                        .containsEntry("access-control-allow-headers", "authorization,content-type")
                        .containsEntry("vary", "Origin");
                RawClient.Response refused = client.post("/sql", "Origin: " + origin + "\n", "{}");
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.headers()).containsEntry("access-control-allow-origin", origin);
            }
            for (String other : List.of("null", "http://localhost:3001", "https://localhost:3000", origin + "/")) {
                try (RawClient client = new RawClient(port)) {
                    client.send("OPTIONS /sql HTTP/1.1\n" + HOST + "Origin: " + other
                            + "\nAccess-Control-Request-Method: POST\n\n");
                    RawClient.Response refused = client.readHead();
                    assertThat(refused.status()).as(other).isEqualTo(403);
                    assertThat(refused.headers()).doesNotContainKey("access-control-allow-origin");
                }
            }
        }
    }

    private static long openFiles() {
        return OPERATING_SYSTEM.getOpenFileDescriptorCount();
    }

    private static int possibleConnections() {
        long possible = OPERATING_SYSTEM.getMaxFileDescriptorCount() - openFiles() - 500;
        if (possible < MANY) {
            System.err.println("TESTED WITH FEWER: " + possible + " idle sockets instead of " + MANY + ", since this"
                    + " process can have " + OPERATING_SYSTEM.getMaxFileDescriptorCount() + " open files.");
        }
        return (int) Math.min(MANY, possible);
    }

    @Test
    void answersBesideManyIdleSockets() throws IOException {
        long before = openFiles();
        List<RawClient> waiting = new ArrayList<>();
        try (IdleClients idle = new IdleClients(gateway.port(), possibleConnections())) {
            for (int i = 0; i < 100; i++) {
                RawClient client = gateway.connect();
                waiting.add(client);
                client.send("GET /v2 HTTP/1.1\n" + HOST + HANDSHAKE + "\n");
            }
            await("the server's ends").until(() -> openFiles() - before >= idle.count());
            assertThat(gateway.sql("select 1").status()).isEqualTo(200);
        } finally {
            for (RawClient client : waiting) {
                client.close();
            }
        }
    }
}
