package dev.jprisma.gateway.prisma;

import static dev.jprisma.gateway.prisma.PrismaGateway.rawQuery;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @RegisterExtension
    private static final PrismaGateway gateway = new PrismaGateway();

    private static List<?> extension(PrismaGateway.Response answer, String name) {
        return (List<?>) ((Map<?, ?>) answer.json().get("extensions")).get(name);
    }

    @Test
    void logsStatements() {
        PrismaGateway.Response answer =
                gateway.post("/query", rawQuery("select $1::int as i", 7), "X-Capture-Telemetry", "query, error");
        Map<?, ?> event = (Map<?, ?>) extension(answer, "logs").get(0);
        Map<?, ?> attributes = (Map<?, ?>) event.get("attributes");
        assertThat(event.get("level")).isEqualTo("query");
        assertThat(attributes.get("query")).isEqualTo("select $1::int as i");
        assertThat(attributes.get("params")).isEqualTo("[7]");
        assertThat(((Number) attributes.get("duration_ms")).doubleValue()).isPositive();
        assertThat((List<?>) event.get("timestamp")).hasSize(2);
    }

    @Test
    void tracesStatementsInTheClientsTrace() {
        PrismaGateway.Response answer = gateway.post(
                "/query",
                rawQuery("select 1"),
                "X-Capture-Telemetry",
                "tracing",
                "traceparent",
                "00-" + TRACE + "-b7ad6b7169203331-01");
        Map<?, ?> span = (Map<?, ?>) extension(answer, "spans").get(0);
        assertThat(span.get("name")).isEqualTo("prisma:accelerate:db_query");
        assertThat((String) span.get("id")).matches(TRACE + "-[0-9a-f]{16}");
        assertThat(span.get("kind")).isEqualTo("client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "rollback"})
    void tracesTheEndOfATransactionAsItsChild(String end) {
        String transaction = gateway.begin(Map.of("timeout", 10_000, "maxWait", 2_000));
        List<?> spans =
                extension(gateway.post(transaction + "/" + end, Map.of(), "X-Capture-Telemetry", "tracing"), "spans");
        assertThat(spans).hasSize(2);
        Map<?, ?> statement = (Map<?, ?>) spans.get(0);
        Map<?, ?> whole = (Map<?, ?>) spans.get(1);
        assertThat(((Map<?, ?>) statement.get("attributes")).get("db.query.text"))
                .isEqualTo(end.toUpperCase(Locale.ROOT));
        assertThat(whole.get("name")).isEqualTo("prisma:accelerate:" + end + "_transaction");
        assertThat(whole.get("parentId")).isNull();
        assertThat(statement.get("parentId")).isEqualTo(whole.get("id"));
    }

    @Test
    void tellsOfErrorsToo() {
        PrismaGateway.Response answer =
                gateway.post("/query", rawQuery("select * from nowhere"), "X-Capture-Telemetry", "query");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(extension(answer, "logs")).isEmpty();
        assertThat(answer.json()).containsEntry("code", "P2010");
    }

    @Test
    void appendsComments() {
        Map<String, Object> request = new LinkedHashMap<>(rawQuery("select current_query()"));
        request.put("comments", Map.of("traceparent", "x", "action", "it's */ \u00fc"));
        assertThat(gateway.post("/query", request).body())
                .contains("select current_query() /*action='it\\\\'s%20*%2F%20%C3%BC',traceparent='x'*/");
    }
}
