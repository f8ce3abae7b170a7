package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.gateway.settings.BodySettings;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.PoolSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v0/statement}, as {@code @prisma/ppg} and as curl send it. */
class StatementTest {

    private static final String BASIC = basic("postgres:" + TestServer.PASSWORD);
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=XX\n";
    private static final String COMPLETE = "{\"complete\":true}\n";

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway();

    private static String basic(String credentials) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    private static RawClient.Response post(String headers, String body) throws IOException {
        try (RawClient client = gateway.connect()) {
            return client.post("/v0/statement", headers, body);
        }
    }

    private static String answer(String body) throws IOException {
        RawClient.Response response = post(BASIC, body);
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static String descriptor(String json) {
        return "--XX\r\nContent-Disposition: form-data; name=\"urn:prisma:query:descriptor\"\r\n\r\n" + json;
    }

    private static String value(String type, String bytes) {
        return "\r\n--XX\r\nContent-Disposition: form-data; name=\"urn:prisma:query:param:" + type + "\"\r\n\r\n"
                + bytes;
    }

    @Test
    void sendsHalfASurrogatePairAsJavaScriptEncodesIt() throws IOException {
        assertThat(answer("{\"query\": \"select $1::text, '\\udc00'\","
                        + " \"parameters\": [{\"type\": \"text\", \"value\": \"a\\ud800?\"}]}"))
                .contains("{\"values\":[\"a\ufffd?\",\"\ufffd\"]}");
        assertThat(answer("{\"query\": \"select '\\udc00'\"}")).contains("{\"values\":[\"\ufffd\"]}");
    }

    @Test
    void givesDatesOfAnyRangeAsTheServersText() throws IOException {
        assertThat(
                        answer(
                                "{\"query\": \"select 'infinity'::timestamptz, '0044-03-15 BC'::timestamp, '12026-02-03'::date\"}"))
                .contains("{\"values\":[\"infinity\",\"0044-03-15 00:00:00 BC\",\"12026-02-03\"]}");
    }

    @Test
    void saysInItsOwnWordsWhatIsWrongWithJson() throws IOException {
        assertThat(post(BASIC, "{\"query\": select 1}").body())
                .contains("The descriptor is not JSON: what stands at offset 10 cannot be there. Send for example");
    }

    @Test
    void answersInFramesOfALine() throws IOException {
        RawClient.Response response = post(BASIC, """
                {"query": "select $1::int as a, $2 as b, $3::bytea as c, true as d", "parameters": [
                 {"type": "text", "value": "7"}, {"type": "text", "value": null}, {"type": "binary", "value": "AP8="}]}
                """);
        assertThat(response.headers()).containsEntry("content-type", "application/x-ndjson");
        assertThat(response.body())
                .isEqualTo("{\"columns\":[{\"name\":\"a\",\"typeOid\":23},{\"name\":\"b\",\"typeOid\":25},"
                        + "{\"name\":\"c\",\"typeOid\":17},{\"name\":\"d\",\"typeOid\":16}]}\n"
                        + "{\"values\":[\"7\",null,\"AP8=\",\"t\"]}\n" + COMPLETE);
    }

    @Test
    void takesTheApiKeyToo() throws IOException {
        assertThat(post(TestGateway.AUTHORIZATION, "{\"query\": \"select 1\"}").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres:wrong", "nobody:" + TestServer.PASSWORD, "postgres", "", ":"})
    void refusesWrongPasswords(String credentials) throws IOException {
        assertThat(post(basic(credentials), "{\"query\": \"select 1\"}").status())
                .isEqualTo(401);
    }

    @Test
    void givesTheCountOfRowsForExec() throws IOException {
        assertThat(answer("{\"exec\": \"create temp table counted as select generate_series(1, 3) as a\"}"))
                .contains("{\"values\":[\"3\"]}");
        assertThat(answer("{\"exec\": \"select 1\"}"))
                .isEqualTo("{\"columns\":[{\"name\":\"rows_affected\",\"typeOid\":20}]}\n{\"values\":[\"1\"]}\n"
                        + COMPLETE);
        assertThat(answer("{\"exec\": \"begin\"}")).contains("{\"values\":[\"0\"]}");
    }

    @Test
    void answersAScriptWithItsLastResult() throws IOException {
        assertThat(answer("{\"query\": \"select 1 as a; select 2 as b\"}"))
                .isEqualTo("{\"columns\":[{\"name\":\"b\",\"typeOid\":23}]}\n{\"values\":[\"2\"]}\n" + COMPLETE);
        assertThat(answer("{\"query\": \"begin\"}")).isEqualTo(COMPLETE);
        assertThat(answer("{\"query\": \"select repeat('x', 100000); select 2\"}"))
                .endsWith("}\n")
                .contains("\"code\":\"0A000\"");
    }

    @Test
    void answersAnErrorInAFrameWithoutNulls() throws IOException {
        assertThat(answer("{\"query\": \"select * from nope\"}"))
                .startsWith("{\"error\":{\"message\":\"relation \\\"nope\\\" does not exist\",\"code\":\"42P01\"")
                .doesNotContain("null")
                .hasLineCount(1);
        assertThat(answer("{\"query\": \"select 1/(3-g) from generate_series(1, 5) g\"}"))
                .startsWith("{\"error\"")
                .hasLineCount(1);
        assertThat(answer("{\"query\": \"select repeat('x', 100000), 1/(3-g) from generate_series(1, 5) g\"}"))
                .startsWith("{\"columns\"")
                .contains("\n{\"error\":{\"message\":\"division by zero\"");
        assertThat(answer("{\"query\": \"copy (select 1) to stdout\"}")).contains("\"0A000\"");
    }

    @Test
    void leavesNothingToTheNextRequest() throws IOException {
        answer("{\"query\": \"set timezone = 'Asia/Tokyo'; create temp table left_over (a int)\"}");
        assertThat(answer("{\"query\": \"show timezone\"}")).contains("UTC");
        assertThat(answer("{\"query\": \"select to_regclass('left_over')\"}")).contains("[null]");
    }

    @Test
    void reachesOtherDatabasesOfTheServer() throws IOException {
        try (RawClient client = gateway.connect()) {
            assertThat(client.post("/v0/statement?db=template1", BASIC, "{\"query\": \"select current_database()\"}")
                            .body())
                    .contains("[\"template1\"]");
            assertThat(client.post("/v0/statement?db=my+db", BASIC, "{\"query\": \"select 1\"}")
                            .body())
                    .contains("\"3D000\"", "my db");
        }
    }

    @Test
    void takesValuesAsPartsOfTheirOwn() throws IOException {
        String tricky = "\r\n--X\r\r\n--XY-\u0000";
        RawClient.Response response = post(
                BASIC + MULTIPART,
                descriptor("{\"query\": \"select $1 as a, length($2), $3::text, length($4::bytea)\", \"parameters\": ["
                                + "{\"type\": \"text\", \"byteSize\": 5}, {\"type\": \"binary\", \"byteSize\": 100000},"
                                + "{\"type\": \"text\", \"value\": \"inline\"}, {\"type\": \"binary\", \"byteSize\": "
                                + tricky.length() + "}]}")
                        + "\r\n--XX\r\nX-Unknown: part\r\n\r\nignored"
                        + value("text", "\r\n\r\nä".substring(1))
                        + value("binary", "\r".repeat(100_000))
                        + value("binary", tricky) + "\r\n--XX--\r\nepilogue");
        assertThat(response.body()).contains("{\"values\":[\"\\n\\r\\nä\",\"100000\",\"inline\",\"14\"]}", COMPLETE);
    }

    @Test
    void executesNothingThatIsMalformed() throws IOException {
        answer("{\"exec\": \"drop table if exists malformed\"}");
        answer("{\"exec\": \"create table malformed (a text)\"}");
        String insert = "{\"exec\": \"insert into malformed values ($1)\", \"parameters\": ["
                + "{\"type\": \"text\", \"byteSize\": 100000}]}";
        String small = insert.replace("100000", "5");
        String large = "x".repeat(100_000);
        for (String body : List.of(
                "",
                "--YY--",
                "--XX--",
                "--XX\r\n",
                descriptor("{}") + "\r\n--XX--",
                descriptor("[]") + "\r\n--XX--",
                descriptor("{\"query\": \"select 1\", \"exec\": \"select 1\"}") + "\r\n--XX--",
                descriptor(small) + "\r\n--XX--",
                descriptor(small) + value("text", "1234") + "\r\n--XX--",
                descriptor(small) + value("text", "123456") + "\r\n--XX--",
                descriptor(small) + value("text", "12345"),
                descriptor(small) + value("text", "12345") + "\r\n--XX\r\nno colon\r\n\r\n--XX--",
                descriptor(small.replace("5", "-5")) + "\r\n--XX--",
                descriptor(small.replace("5", "0")) + value("text", "") + "\r\n--XX--",
                descriptor(small.replace("5", "5000000000")) + "\r\n--XX--",
                descriptor(insert) + value("text", large.substring(1)) + "\r\n--XX--",
                descriptor(insert) + value("text", large + "x") + "\r\n--XX--",
                descriptor(insert) + value("text", large) + "\r\n--XX",
                descriptor(insert) + value("text", large),
                "--XX\r\nX: " + "x".repeat(10_000) + "\r\n\r\n--XX--")) {
            assertThat(post(BASIC + MULTIPART, body).status()).as(body).isEqualTo(400);
        }
        assertThat(post(BASIC + "Content-Type: multipart/form-data\n", "--XX--").status())
                .isEqualTo(400);
        assertThat(post(BASIC, insert).status()).isEqualTo(400);
        assertThat(answer("{\"query\": \"select count(*) from malformed\"}")).contains("[\"0\"]");
    }

    /** Live memory in the middle of both, while neither side can hold the rest. */
    @Test
    void passesLargeValuesOnInLittleMemory() throws IOException {
        int megabytes = 200;
        try (RawClient client = gateway.connect()) {
            client.send("POST /v0/statement HTTP/1.1\nHost: localhost:PORT\n" + BASIC + MULTIPART
                    + "Transfer-Encoding: chunked\n\n");
            chunk(
                    client,
                    descriptor("{\"query\": \"select md5($1::bytea), length($1), repeat($2, 1000000)"
                                    + " from generate_series(1, 200)\", \"parameters\":"
                                    + " [{\"type\": \"binary\", \"byteSize\": " + (megabytes << 20)
                                    + "}, {\"type\": \"text\", \"value\": \"x\"}]}")
                            .getBytes(StandardCharsets.UTF_8));
            chunk(client, value("binary", "").getBytes(StandardCharsets.UTF_8));
            byte[] megabyte = new byte[1 << 20];
            long before = liveBytes();
            for (int i = 0; i < megabytes; i++) {
                if (i == megabytes - 1) {
                    assertThat(liveBytes() - before).isLessThan(20L << 20);
                }
                chunk(client, megabyte);
            }
            chunk(client, "\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
            client.send("0\n\n");
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.skipChunked(() -> assertThat(liveBytes() - before).isLessThan(20L << 20)))
                    .isGreaterThan(200_000_000L);
        }
    }

    /** Any number of small values is as much as a large one. */
    @Test
    void passesManySmallValuesOnInLittleMemory() throws IOException {
        int count = 1000;
        String value = "v".repeat(60_000);
        String query = "select array_length(array["
                + IntStream.rangeClosed(1, count).mapToObj(i -> "$" + i).collect(Collectors.joining(",")) + "], 1)";
        String parameters = Collections.nCopies(count, "{\"type\": \"text\", \"byteSize\": 60000}").stream()
                .collect(Collectors.joining(","));
        try (RawClient client = gateway.connect()) {
            client.send("POST /v0/statement HTTP/1.1\nHost: localhost:PORT\n" + BASIC + MULTIPART
                    + "Transfer-Encoding: chunked\n\n");
            chunk(
                    client,
                    descriptor("{\"query\": \"" + query + "\", \"parameters\": [" + parameters + "]}")
                            .getBytes(StandardCharsets.UTF_8));
            long before = liveBytes();
            for (int i = 0; i < count; i++) {
                if (i == count - 1) {
                    assertThat(liveBytes() - before).isLessThan(20L << 20);
                }
                chunk(client, value("text", value).getBytes(StandardCharsets.UTF_8));
            }
            chunk(client, "\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
            client.send("0\n\n");
            assertThat(client.read().body()).contains("[\"1000\"]", COMPLETE);
        }
    }

    /** With one connection to PostgreSQL, which each of them would keep. */
    @Test
    void endsBodiesThatDripOrNeverEnd() throws IOException {
        GatewaySettings limits = GatewaySettings.defaults()
                .withBodies(
                        BodySettings.defaults().withLimits(100_000, 1_000_000).withTimeout(Duration.ofMillis(700)))
                .withPool(PoolSettings.defaults().with(1, Duration.ofSeconds(10), Duration.ofSeconds(10)));
        String query = descriptor("{\"query\": \"select length($1)\", \"parameters\": ["
                + "{\"type\": \"text\", \"byteSize\": 900000}]}");
        try (TestGateway small = new TestGateway(limits);
                LoggedLines log = new LoggedLines()) {
            int refused = 0;
            for (String beginning :
                    List.of("", "--XX\r\nX: ", "--XX\r\n\r\n", descriptor("{"), query, query + value("text", "x"))) {
                try (RawClient client = begin(small, beginning)) {
                    Thread drip = LimitsTest.drip(client);
                    assertThat(client.read().status()).as(beginning).isIn(400, 408);
                    drip.interrupt();
                }
                assertThat(small.sql("select 1").status()).isEqualTo(200);
                assertThat(log.lines()).as(beginning).hasSize(++refused);
            }
            for (String part : List.of("x", value("unknown", "x"), query + value("text", "x"))) {
                assertEndsEndless(small, part);
                assertThat(small.sql("select 1").status()).isEqualTo(200);
                assertThat(log.lines()).as(part).hasSize(++refused);
            }
        }
    }

    private static RawClient begin(TestGateway at, String body) throws IOException {
        RawClient client = at.connect();
        client.send("POST /v0/statement HTTP/1.1\nHost: localhost:PORT\n" + BASIC + MULTIPART
                + "Content-Length: 900000\n\n");
        client.sendBytes(body.getBytes(StandardCharsets.UTF_8));
        return client;
    }

    private static void assertEndsEndless(TestGateway at, String part) throws IOException {
        try (RawClient client = at.connect()) {
            client.send("POST /v0/statement HTTP/1.1\nHost: localhost:PORT\n" + BASIC + MULTIPART
                    + "Transfer-Encoding: chunked\n\n");
            assertThatThrownBy(() -> {
                        chunk(client, part.getBytes(StandardCharsets.UTF_8));
                        while (true) {
                            chunk(client, part.repeat(1000).getBytes(StandardCharsets.UTF_8));
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    private static void chunk(RawClient client, byte[] bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes(new byte[] {'\r', '\n'});
        client.sendBytes(chunk.toByteArray());
    }

    private static long liveBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
