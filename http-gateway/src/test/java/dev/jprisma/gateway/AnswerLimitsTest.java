package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.gateway.settings.AnswerSettings;
import dev.jprisma.gateway.settings.GatewaySettings;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that take too long, and answers that become too large, on every path that has them. */
class AnswerLimitsTest {

    private static final int LIMIT = 1_000_000;
    private static final String SLEEP = "select pg_sleep(60)::text";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        AnswerSettings limits = new AnswerSettings(Duration.ofMillis(300), LIMIT);
        gateway = new TestGateway(GatewaySettings.defaults().withAnswers(limits));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String body(String path, String sql) {
        return path.equals("/query")
                ? "{\"operation\":\"queryRaw\",\"params\":{},\"plan\":{\"type\":\"query\",\"args\":{\"type\":\"rawSql\","
                        + "\"sql\":\"" + sql + "\",\"args\":[],\"argTypes\":[]}}}"
                : "{\"query\":\"" + sql + "\"}";
    }

    private static RawClient.Response post(String path, String sql) throws IOException {
        try (RawClient client = gateway.connect()) {
            String prisma = "Content-Type: application/json\nPrisma-Engine-Hash: 7.10.0\n";
            return client.post(path, TestGateway.AUTHORIZATION + prisma, body(path, sql));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sql", "/v0/statement", "/query"})
    void endsAStatementThatTakesTooLong(String path) throws IOException {
        assertThat(post(path, SLEEP).body()).contains("57014");
        assertThat(post(path, "select 1").status()).isEqualTo(200);
    }

    @Test
    void endsAStatementOfASessionThatTakesTooLong() throws IOException {
        try (RawWebSocket socket = new RawWebSocket(gateway.port(), "/v0/session", RawWebSocket.PRISMA)) {
            socket.text("{\"username\":\"postgres\",\"password\":\"" + TestServer.PASSWORD + "\"}");
            socket.text("urn:prisma:query:descriptor");
            socket.text("{\"query\":\"" + SLEEP + "\"}");
            assertThat(socket.readText()).endsWith("error");
            assertThat(socket.readText()).contains("57014");
        }
    }

    @Test
    void letsASessionSetAnotherTime() throws IOException {
        assertThat(post("/v0/statement", "set statement_timeout = 0; select pg_sleep(0.5), 7")
                        .body())
                .contains("\"7\"");
        assertThat(post("/v0/statement", SLEEP).body()).contains("57014");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sql", "/v0/statement", "/query"})
    void cutsAnAnswerShortThatGrowsTooLarge(String path) throws IOException {
        assertThat(post(path, "select repeat('x', 900000) as x").body()).hasSizeBetween(900_000, LIMIT);
        assertThatThrownBy(() -> post(path, "select repeat('x', 10000) from generate_series(1, 100000)"))
                .isInstanceOf(EOFException.class);
        assertThat(post(path, "select 1").status()).isEqualTo(200);
    }

    @Test
    void refusesAnAnswerThatIsTooLargeBeforeItBegins() throws IOException {
        AnswerSettings tiny = new AnswerSettings(Duration.ZERO, 1000);
        try (TestGateway strict = new TestGateway(GatewaySettings.defaults().withAnswers(tiny))) {
            RawClient.Response response = strict.sql("select repeat('x', 1000)");
            assertThat(response.status()).isEqualTo(507);
            assertThat(response.json().get("code").asString()).isEqualTo("ANSWER_TOO_LARGE");
            assertThat(strict.sql("select repeat('x', 500)").status()).isEqualTo(200);
        }
    }

    @Test
    void leavesTheTimeToTheDatabaseUnlessSet() throws IOException {
        TestServer.get().script("alter role postgres set statement_timeout = '300ms'");
        try (TestGateway unlimited = new TestGateway()) {
            assertThat(unlimited.sql(SLEEP).body()).contains("57014");
        } finally {
            TestServer.get().script("alter role postgres reset statement_timeout");
        }
    }
}
