package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.postgres.wire.PostgresConnection;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every attack on every path, with a correct key and a body that would leave a trace. */
class AccessTest {

    private static final String HOST = "Host: localhost:PORT\n";
    private static final String BODY = "{\"query\":\"insert into attacked values (1)\"}";

    private static LoggedLines log;
    private static TestGateway gateway;
    private static PostgresConnection connection;

    @BeforeAll
    static void start() {
        log = new LoggedLines();
        gateway = new TestGateway();
        connection = TestServer.get().connect();
        Queries.value(connection, "drop table if exists attacked");
        Queries.value(connection, "create table attacked (a int)");
    }

    @AfterAll
    static void stop() {
        connection.close();
        gateway.close();
        log.close();
    }

    @Test
    void aPersonWithABrowserIsToldWhatThePortIsForAndNothingOfTheInstance() throws IOException {
        String accept = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\n";
        RawClient.Response page = RawClient.exchange(gateway.port(), "GET / HTTP/1.1\n" + HOST + accept + "\n");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("jprisma console").doesNotContain(TestGateway.KEY);
        assertThat(page.headers())
                .containsEntry("content-security-policy", "default-src 'none'; frame-ancestors 'none'");

        for (String other : List.of(
                "GET / HTTP/1.1\n" + HOST + "Accept: */*\n",
                "GET / HTTP/1.1\n" + HOST,
                "GET /sql HTTP/1.1\n" + HOST + accept,
                "POST / HTTP/1.1\n" + HOST + accept,
                "GET / HTTP/1.1\n" + HOST + accept + "Authorization: Bearer wrong\n")) {
            assertThat(RawClient.exchange(gateway.port(), other + "\n").status())
                    .as(other)
                    .isEqualTo(401);
        }
        assertThat(RawClient.exchange(
                                gateway.port(), "GET / HTTP/1.1\n" + HOST + accept + "Origin: http://evil.example\n\n")
                        .status())
                .isEqualTo(403);
    }

    static Stream<String> requestLines() {
        return Stream.of(
                "POST /sql HTTP/1.1",
                "GET /sql HTTP/1.1",
                "GET /health HTTP/1.1",
                "HEAD /health HTTP/1.1",
                "GET / HTTP/1.1",
                "PUT /unknown HTTP/1.1",
                "DELETE /sql HTTP/1.1",
                "OPTIONS /sql HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "TRACE /sql HTTP/1.1",
                "PATCH /v0/statement HTTP/1.1",
                "INVENTED /sql HTTP/1.1",
                "POST /sql?api_key=" + TestGateway.KEY + " HTTP/1.1",
                "POST /sql/../sql HTTP/1.1",
                "POST /%73ql HTTP/1.1",
                "POST //sql HTTP/1.1",
                "POST /sql;a=b HTTP/1.1");
    }

    @ParameterizedTest
    @MethodSource("requestLines")
    void refusesForeignHosts(String requestLine) throws IOException {
        for (String host : List.of(
                "Host: evil.example:PORT\n",
                "Host: evil.example\n",
                "Host: localhost\n",
                "Host: localhost:1\n",
                "Host: localhost:PORT1\n",
                "Host: localhost:0PORT\n",
                "Host: localhost.:PORT\n",
                "Host: localhost.evil.example:PORT\n",
                "Host: evil.localhost:PORT\n",
                "Host: user@localhost:PORT\n",
                "Host: localhost:PORT@evil.example\n",
                "Host: localhost:PORT, evil.example\n",
                "Host: 127.0.0.2:PORT\n",
                "Host: 127.1:PORT\n",
                "Host: 2130706433:PORT\n",
                "Host: 0.0.0.0:PORT\n",
                "Host: ::1:PORT\n",
                "Host: [::1]\n",
                "Host: [::ffff:127.0.0.1]:PORT\n",
                "Host: [::1%lo]:PORT\n",
                "Host: [::1:PORT\n",
                "Host: \n",
                "Host: :PORT\n",
                "Host: lo\tcalhost:PORT\n",
                "Host: localhost:PORT\u0000\n",
                "Host: lőcalhost:PORT\n",
                "Host: localhost:PORT\nHost: localhost:PORT\n",
                "Host: localhost:PORT\nHost: evil.example\n",
                "Host : localhost:PORT\n",
                "")) {
            assertRefused(requestLine, host);
        }
    }

    @ParameterizedTest
    @MethodSource("requestLines")
    void refusesWebPages(String requestLine) throws IOException {
        for (String origin : List.of(
                "Origin: https://evil.example\n",
                "Origin: null\n",
                "Origin: http://localhost:3000\n",
                "Origin: http://localhost:PORT\n",
                "Origin: \n",
                "Origin: file://\n",
                "Origin: \"\n",
                "Origin: http://localhost:PORT\nOrigin: http://localhost:PORT\n",
                "Origin: " + "x".repeat(10_000) + "\n",
                "Sec-Fetch-Site: cross-site\n",
                "Sec-Fetch-Site: same-site\n",
                "Sec-Fetch-Site: none\nSec-Fetch-Site: cross-site\n")) {
            assertRefused(requestLine, HOST + origin);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://evil.example/health HTTP/1.1",
                "POST http://evil.example:PORT/sql HTTP/1.1",
                "POST http://localhost:1/sql HTTP/1.1",
                "POST http://localhost@evil.example/sql HTTP/1.1",
                "CONNECT evil.example:443 HTTP/1.1",
                "GET /health HTTP/0.9",
                "GET /health HTTP/2.0",
                "GET  HTTP/1.1",
                "GET /health",
                "POST /sql\u0001 HTTP/1.1",
                "POST \\..\\sql HTTP/1.1",
                "PRI * HTTP/2.0"
            })
    void refusesRequestsThatNameAnotherHostOrAreMalformed(String requestLine) throws IOException {
        assertRefused(requestLine, HOST);
    }

    @Test
    void refusesAHostlessRequestOfTheOldProtocol() throws IOException {
        assertRefused("GET /health HTTP/1.0", "");
        assertRefused("POST /sql HTTP/1.0", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "LocalHost:PORT", "127.0.0.1:PORT", "[::1]:PORT"})
    void acceptsItsOwnNames(String host) throws IOException {
        RawClient.Response response =
                RawClient.exchange(gateway.port(), "GET /health HTTP/1.1\nHost: " + host + "\n\n");
        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void acceptsWhatABrowsersUserTypes() throws IOException {
        RawClient.Response response = RawClient.exchange(
                gateway.port(), "GET /health HTTP/1.1\nHost: localhost:PORT\nSec-Fetch-Site: none\n\n");
        assertThat(response.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("requestLines")
    void wantsTheKeyForAllButHealth(String requestLine) throws IOException {
        if (requestLine.contains("/health")) {
            return;
        }
        String key = TestGateway.KEY;
        for (String authorization : List.of(
                "",
                "Authorization: Bearer\n",
                "Authorization: Bearer \n",
                "Authorization: Bearer wrong\n",
                "Authorization: Bearer " + key.substring(1) + "\n",
                "Authorization: Bearer " + key.substring(0, key.length() - 1) + "\n",
                "Authorization: Bearer " + key + "x\n",
                "Authorization: Bearer " + key.toUpperCase(Locale.ROOT) + "\n",
                "Authorization: " + key + "\n",
                "Authorization: Basic " + key + "\n",
                "Authorization: Bearer " + key + "\nAuthorization: Bearer " + key + "\n",
                "Cookie: api_key=" + key + "\n",
                "X-Api-Key: " + key + "\n")) {
            assertRefusedAsIs(requestLine + "\n" + HOST + authorization, 400, 401, 405);
        }
    }

    @Test
    void tellsHowToSendTheKey() throws IOException {
        RawClient.Response response = RawClient.exchange(gateway.port(), "GET / HTTP/1.1\n" + HOST + "\n");
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(response.json().get("code").asString()).isEqualTo("API_KEY_MISSING");
        assertThat(response.json().get("message").asString())
                .contains("Authorization: Bearer KEY", "jprisma dev url tested --http")
                .doesNotContain(TestGateway.KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://postgres:" + TestServer.PASSWORD + "@localhost:5432/postgres",
                "postgres://postgres:" + TestServer.PASSWORD
                        + "@db.example/postgres?sslmode=require&application_name=a%2Fb",
                "postgresql://p%6Fstgres:%70assword_of.tests~@localhost/%70ostgres"
            })
    void acceptsAConnectionStringOfTheInstance(String url) throws IOException {
        try (RawClient client = gateway.connect()) {
            RawClient.Response response =
                    client.post("/sql", "Neon-Connection-String: " + url + "\n", "{\"query\":\"select 1\"}");
            assertThat(response.status()).isEqualTo(200);
        }
    }

    @Test
    void leadsToTheDatabaseOfTheConnectionString() throws IOException {
        String body = "{\"query\":\"select current_database()\"}";
        try (RawClient client = gateway.connect()) {
            for (String authorization : List.of("", TestGateway.AUTHORIZATION)) {
                String headers = authorization + "Neon-Connection-String: postgresql://postgres:" + TestServer.PASSWORD
                        + "@localhost/DATABASE\n";
                assertThat(client.post("/sql", headers.replace("DATABASE", "template1"), body)
                                .body())
                        .contains("\"template1\"");
                RawClient.Response unknown = client.post("/sql", headers.replace("DATABASE", "other"), body);
                assertThat(unknown.status()).isEqualTo(400);
                assertThat(unknown.json().get("code").asString()).isEqualTo("3D000");
                assertThat(unknown.json().get("message").asString()).contains("\"other\" does not exist");
            }
        }
    }

    @Test
    void refusesAnotherConnectionStringInPostgresWords() throws IOException {
        assertConnectionString(
                "postgresql://postgres:wrong@localhost/postgres", 400, "28P01", "password authentication");
        assertConnectionString("postgresql://postgres@localhost/postgres", 400, "28P01", "user \"postgres\"");
        assertConnectionString(
                "postgresql://mallory:" + TestServer.PASSWORD + "@localhost/postgres",
                400,
                "28P01",
                "user \"mallory\"");
        assertConnectionString(
                "mysql://postgres:" + TestServer.PASSWORD + "@localhost/postgres",
                400,
                "CONNECTION_STRING_MALFORMED",
                "URL");
        assertConnectionString(
                "postgresql://postgres:%zz@localhost/postgres", 400, "CONNECTION_STRING_MALFORMED", "URL");
        assertConnectionString("nonsense", 400, "CONNECTION_STRING_MALFORMED", "URL");
        assertConnectionString("", 400, "CONNECTION_STRING_MALFORMED", "URL");
    }

    @Test
    void takesAConnectionStringForSqlAlone() throws IOException {
        assertRefusedAsIs(
                "POST /query HTTP/1.1\n" + HOST + "Neon-Connection-String: postgresql://postgres:" + TestServer.PASSWORD
                        + "@localhost/postgres\n",
                401);
    }

    @Test
    void aConnectionStringDoesNotMendAWrongKey() throws IOException {
        assertRefusedAsIs(
                "POST /sql HTTP/1.1\n" + HOST
                        + "Authorization: Bearer wrong\n"
                        + "Neon-Connection-String: postgresql://postgres:" + TestServer.PASSWORD
                        + "@localhost/postgres\n",
                401);
    }

    private static void assertConnectionString(String url, int status, String code, String message) throws IOException {
        int logged = log.lines().size();
        try (RawClient client = gateway.connect()) {
            RawClient.Response response = client.post("/sql", "Neon-Connection-String: " + url + "\n", BODY);
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.json().get("code").asString()).isEqualTo(code);
            assertThat(response.json().get("message").asString()).contains(message);
        }
        assertUntouched();
        assertThat(log.lines()).hasSize(logged + 1);
    }

    private static void assertRefused(String requestLine, String headers) throws IOException {
        assertRefusedAsIs(
                requestLine + "\n" + headers + TestGateway.AUTHORIZATION, 400, 403, 405, 414, 421, 426, 431, 501, 505);
    }

    private static void assertRefusedAsIs(String head, Integer... statuses) throws IOException {
        int logged = log.lines().size();
        RawClient.Response response;
        try (RawClient client = gateway.connect()) {
            client.send(head + "Content-Length: " + BODY.length() + "\n\n" + BODY);
            response = head.startsWith("HEAD") ? client.readHead() : client.read();
        }
        assertThat(response.status()).as(head).isIn((Object[]) statuses);
        assertThat(response.headers())
                .allSatisfy((name, value) -> assertThat(name).doesNotStartWith("access-control"));
        if (!head.startsWith("HEAD")) {
            assertThat(response.json().get("message").asString()).as(head).isNotBlank();
            assertThat(response.json().get("error")).isEqualTo(response.json().get("message"));
            assertThat(response.json().get("code").asString()).isNotBlank();
        }
        assertUntouched();
        assertThat(log.lines().subList(logged, log.lines().size())).as(head).hasSize(1);
    }

    private static void assertUntouched() throws IOException {
        assertThat(Queries.value(connection, "select count(*) from attacked")).isEqualTo("0");
        assertThat(RawClient.exchange(gateway.port(), "GET /health HTTP/1.1\n" + HOST + "\n")
                        .status())
                .isEqualTo(200);
    }
}
