package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.PoolSettings;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that hold sessions and neither read nor send: others do not wait for them. */
class StalledClientsTest {

    private static final int SESSIONS = 2;

    private static TestGateway gateway;
    private static PostgresConnection observer;
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                GatewaySettings.defaults().withPool(PoolSettings.defaults().withSize(SESSIONS)));
        observer = TestServer.get().connect();
    }

    @AfterAll
    static void stop() {
        observer.close();
        gateway.close();
    }

    @AfterEach
    void leave() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void areEndedWhileTheyReadNoAnswer() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            ask("/sql", TestGateway.body("select repeat('x', 1000000) from generate_series(1, 1000) /* unread */"));
        }
        await().until(() -> Queries.active(observer, "/* unread */") == SESSIONS);

        assertThat(gateway.sql("select 1").status()).isEqualTo(200);
    }

    @Test
    void areEndedWhileTheySendNoValue() throws IOException {
        String body = "--XX\r\nContent-Disposition: form-data; name=\"urn:prisma:query:descriptor\"\r\n\r\n"
                + "{\"query\": \"select length($1)\", \"parameters\": [{\"type\": \"text\", \"byteSize\": 1000000}]}"
                + "\r\n--XX\r\nContent-Disposition: form-data; name=\"urn:prisma:query:param:text\"\r\n\r\nx";
        String before = Queries.value(observer, "select clock_timestamp()");
        for (int i = 0; i < SESSIONS; i++) {
            RawClient client = connect();
            client.send("POST /v0/statement HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION
                    + "Content-Type: multipart/form-data; boundary=XX\nContent-Length: 1100000\n\n");
            client.sendBytes(body.getBytes(StandardCharsets.UTF_8));
        }
        await().until(() -> Queries.value(
                        observer,
                        "select count(*) from pg_stat_activity where backend_start > $1::timestamptz"
                                + " and backend_type = 'client backend'",
                        before)
                .equals(Integer.toString(SESSIONS)));

        try (RawClient honest = gateway.connect()) {
            assertThat(honest.post("/v0/statement", TestGateway.AUTHORIZATION, "{\"query\": \"select 1\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void areLeftAloneWhileNobodyWaits() throws IOException {
        RawClient slow = ask("/sql", TestGateway.body("select repeat('x', 1000) from generate_series(1, 20000)"));
        assertThat(gateway.sql("select pg_sleep(3)").status()).isEqualTo(200);

        assertThat(slow.readHead().status()).isEqualTo(200);
        assertThat(slow.skipChunked(() -> {})).isGreaterThan(20_000_000);
    }

    private RawClient ask(String path, String body) throws IOException {
        RawClient client = connect();
        client.send("POST " + path + " HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION
                + "Content-Length: " + body.length() + "\n\n" + body);
        return client;
    }

    private RawClient connect() throws IOException {
        RawClient client = gateway.connect();
        clients.add(client);
        return client;
    }
}
