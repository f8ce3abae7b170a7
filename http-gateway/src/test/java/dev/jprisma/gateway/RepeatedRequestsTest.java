package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.PoolSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.EndPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose head has come before on the same connection: their answers are those of the first. */
@Timeout(60)
class RepeatedRequestsTest {

    /** More than it takes for a head to be known. */
    private static final int OFTEN = 3;

    private static final int SESSIONS = 2;

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway(GatewaySettings.defaults()
            .withPool(PoolSettings.defaults().with(SESSIONS, Duration.ofSeconds(30), Duration.ofSeconds(10))));

    private static final String HEADERS = "Accept: */*\nConnection: keep-alive\nPrisma-Engine-Hash: 7.10.0\n";
    private static final String SELECT = sql("select 1");

    private static String sql(String query) {
        return TestGateway.body(query);
    }

    private static String plan(String query) {
        return "{\"operation\":\"queryRaw\",\"plan\":{\"type\":\"query\",\"args\":{\"type\":\"rawSql\",\"sql\":\""
                + query + "\",\"args\":[],\"argTypes\":[]}},\"params\":{}}";
    }

    private static String request(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + headers
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\n\n" + body;
    }

    private static String request(String body) {
        return request("/sql", HEADERS, body);
    }

    /** A connection on which that request has come often enough. */
    private static RawClient after(String request) throws IOException {
        RawClient client = gateway.connect();
        for (int i = 0; i < OFTEN; i++) {
            client.send(request);
            client.read();
        }
        return client;
    }

    /** The answer without what differs by the second. */
    private static Map<String, Object> answer(RawClient client) throws IOException {
        RawClient.Response response = client.read();
        Map<String, Object> answer = new LinkedHashMap<>(response.headers());
        answer.remove("date");
        answer.put("status", response.status());
        answer.put("body", response.body());
        assertThat(response.headers()).containsKey("date");
        return answer;
    }

    private static Map<String, Object> firstAnswer(String request) throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send(request);
            return answer(client);
        }
    }

    /** How many requests on that connection Jetty has parsed. */
    private static long parsed(RawClient client) {
        int port = client.socket().getLocalPort();
        for (EndPoint endPoint : gateway.gateway().connector().getConnectedEndPoints()) {
            // Null of one that was closed this moment.
            if (String.valueOf(endPoint.getRemoteSocketAddress()).endsWith(":" + port)) {
                return endPoint.getConnection().getMessagesIn();
            }
        }
        throw new IllegalStateException("The gateway has no connection from port " + port + ".");
    }

    @Test
    void areParsedTwice() throws IOException {
        try (RawClient client = after(request(SELECT))) {
            for (int i = 0; i < 10; i++) {
                client.send(request(sql("select " + "1 + ".repeat(i) + "1")));
                assertThat(client.read().status()).isEqualTo(200);
            }
            assertThat(parsed(client)).isEqualTo(2);
        }
    }

    @Test
    void haveTheAnswersOfFirstOnes() throws IOException {
        Map<String, List<String>> bodies = Map.of(
                "/sql",
                List.of(
                        SELECT,
                        sql("select 'ä\uD83D\uDE00'"),
                        sql("select 1 / 0"),
                        "{}",
                        "[",
                        sql("select pg_sleep(0.01)")),
                "/query",
                List.of(plan("select 1 as a"), plan("selec 1"), "{\"operation\":7}", "{}"),
                "/v0/statement",
                List.of("{\"query\":\"select 1\"}", "{\"query\":\"selec 1\"}", "{\"query\":\"select $1\"}"));
        for (String path : bodies.keySet()) {
            try (RawClient client =
                    after(request(path, HEADERS, bodies.get(path).get(0)))) {
                for (String body : bodies.get(path)) {
                    String request = request(path, HEADERS, body);
                    client.send(request);
                    assertThat(answer(client)).as(path + " " + body).isEqualTo(firstAnswer(request));
                }
                assertThat(parsed(client)).isEqualTo(2);
            }
        }
    }

    @Test
    void haveLongAnswers() throws IOException {
        for (int rows : new int[] {100, 1000, 20_000}) {
            String request = request(sql("select repeat('x', 100) from generate_series(1, " + rows + ")"));
            try (RawClient client = after(request(SELECT))) {
                for (int i = 0; i < OFTEN; i++) {
                    client.send(request);
                    assertThat(answer(client)).isEqualTo(firstAnswer(request));
                }
                assertThat(parsed(client)).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: +SIZE\n",
                "Content-Length: 0SIZE\n",
                "Content-Length:  SIZE\n",
                "Content-Length: SIZE \n",
                "Content-Length: -1\n",
                "Content-Length: 0\n",
                "Content-Length: 1\n",
                "Content-Length: 99999999999999999999\n",
                "Content-Length: SIZE\nContent-Length: SIZE\n",
                "Content-Length: SIZE\nContent-Length: 1\n",
                "Content-Length: SIZE, SIZE\n",
                "Transfer-Encoding: chunked\n",
                "Content-Length: SIZE\nTransfer-Encoding: chunked\n",
                "Content-Length: SIZE\nConnection: close\n",
                "Content-Length: SIZE\nHost: evil\n",
                "Content-Length: SIZE\nOrigin: http://evil.com\n",
                "Content-Length: SIZE\nAuthorization: Bearer wrong\n",
                "Content-Length: SIZE\nNeon-Connection-String: postgres://somebody:wrong@localhost/postgres\n",
                "Content-Length : SIZE\n",
                "Content-Length:\n SIZE\n",
                "X: \u0000\nContent-Length: SIZE\n",
            })
    void areThoseAloneWhoseHeadIsTheSame(String headers) throws IOException {
        String request = "POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + HEADERS
                + headers.replace("SIZE", Integer.toString(SELECT.length())) + "\n" + SELECT
                + "GET /smuggled HTTP/1.1\nHost: localhost:PORT\nConnection: close\n\n";
        try (RawClient fresh = gateway.connect();
                RawClient client = after(request(SELECT))) {
            fresh.send(request);
            client.send(request);
            byte[] expected = fresh.readBytes(Integer.MAX_VALUE);
            assertThat(withoutDates(client.readBytes(Integer.MAX_VALUE))).isEqualTo(withoutDates(expected));
        }
    }

    private static String withoutDates(byte[] answers) {
        return new String(answers, StandardCharsets.UTF_8).replaceAll("Date: [^\r]*\r\n", "");
    }

    @Test
    void areNoneWhoseHeadHasNeverBeenLetThrough() throws IOException {
        String wrong = request(SELECT).replace(TestGateway.KEY, "wrong");
        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < OFTEN; i++) {
                client.send(wrong);
                assertThat(client.read().status()).isEqualTo(401);
            }
            assertThat(parsed(client)).isEqualTo(OFTEN);
        }
    }

    @Test
    void mayComeSeveralAtOnceAndInParts() throws IOException {
        try (RawClient client = after(request(SELECT))) {
            client.send(
                    request(sql("select 'first'")) + request(sql("select 'second'")) + request(sql("select 'third'")));
            for (String which : List.of("first", "second", "third")) {
                assertThat(client.read().body()).contains(which);
            }
            String whole = request(sql("select 'whole'"));
            for (int cut = 1; cut < whole.length(); cut += 40) {
                client.send(whole.substring(0, cut));
                client.send(whole.substring(cut));
                assertThat(client.read().body()).contains("whole");
            }
        }
    }

    /** Nothing is read from a client beyond what it has been answered. */
    @Test
    void areAnsweredInOrderToAClientThatReadsLate() throws IOException {
        int count = 40;
        try (RawClient client = after(request("/query", HEADERS, plan("select 1 as a")))) {
            for (int i = 0; i < count; i++) {
                client.send(request("/query", HEADERS, plan("select " + (1000 + i) + ", repeat('x', 200000)")));
            }
            for (int i = 0; i < count; i++) {
                String body = client.read().body();
                assertThat(body).contains("[" + (1000 + i) + ",").hasSizeGreaterThan(200_000);
            }
            client.send(request("/query", HEADERS, plan("select 1 as a")));
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    void waitForASessionAsOthersDo() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10 * SESSIONS; i++) {
                clients.add(after(request(SELECT)));
            }
            for (RawClient client : clients) {
                client.send(request(sql("select pg_sleep(0.05), 7 as answer")));
            }
            for (RawClient client : clients) {
                assertThat(client.read().body()).contains("\"answer\":7");
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }
}
