package dev.jprisma.gateway.prisma;

import static dev.jprisma.gateway.prisma.PrismaGateway.rawQuery;
import static dev.jprisma.gateway.prisma.PrismaGateway.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.prisma.value.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are none, or far too large: 400, and the server as before. */
class LimitsTest {
    @RegisterExtension
    private static final PrismaGateway gateway = new PrismaGateway();

    private static void assertBadRequest(String body, String message) {
        PrismaGateway.Response answer = gateway.post("/query", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat((String) answer.json().get("error")).contains(message);
        assertThat(gateway.post("/query", rawQuery("select 1")).status()).isEqualTo(200);
    }

    private static String plan(String plan) {
        return "{\"operation\":\"findMany\",\"plan\":" + plan + ",\"params\":{}}";
    }

    @Test
    void refusesPlansOfAThousandLevels() {
        String open = "{\"type\":\"unique\",\"args\":";
        assertBadRequest(plan(open.repeat(1000) + "{\"type\":\"unit\"}" + "}".repeat(1000)), "nests too deep");
        assertBadRequest(plan("{\"type\":\"value\",\"args\":" + "[".repeat(100_000)), "nests too deep");
    }

    @Test
    void evaluatesPlansAsDeepAsAllowed() {
        int levels = JsonReader.MAX_DEPTH - 3;
        String body =
                plan("{\"type\":\"unique\",\"args\":".repeat(levels) + "{\"type\":\"unit\"}" + "}".repeat(levels));
        assertThat(gateway.post("/query", body.getBytes(StandardCharsets.UTF_8)).body())
                .isEqualTo("{\"data\":null}");
    }

    @Test
    void refusesFiftyMegabytesOfPlan() {
        char[] text = new char[50_000_000];
        Arrays.fill(text, 'x');
        assertBadRequest(plan("{\"type\":\"value\",\"args\":\"" + new String(text) + "\"}"), "larger than");
    }

    @Test
    void refusesWhatIsNoRequest() {
        assertBadRequest("", "Malformed request");
        assertBadRequest("nonsense", "Malformed JSON");
        assertBadRequest("[]", "not an object");
        assertBadRequest("{}", "lacks operation, plan or params");
        assertBadRequest(plan("{\"type\":\"unit\"}") + "x", "Malformed JSON");
        assertBadRequest(plan("7"), "plan is not an object");
        assertBadRequest("{\"operation\":\"x\",\"plan\":{\"type\":\"unit\"}", "Malformed");
        assertBadRequest("{\"operation\":7}", "operation is not a string");
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertBadRequest(
                plan("{\"type\":\"teleport\"}"), "Prisma Client 7.10.0 sent a query plan with the node \"teleport\"");
        assertBadRequest(
                plan("{\"type\":\"query\",\"args\":{\"type\":\"templateSql\",\"args\":[],\"argTypes\":[],"
                        + "\"placeholderFormat\":{\"prefix\":\"$\",\"hasNumbering\":true},"
                        + "\"fragments\":[{\"type\":\"warp\"}]}}"),
                "fragment \"warp\"");
        assertBadRequest(
                plan("{\"type\":\"value\",\"args\":{\"prisma__type\":\"generatorCall\","
                        + "\"prisma__value\":{\"name\":\"dice\",\"args\":[]}}}"),
                "generator \"dice\"");
    }

    @Test
    void refusesUnknownTelemetry() {
        assertThat(gateway.post("/query", rawQuery("select 1"), "X-Capture-Telemetry", "query, everything")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void streamsAMillionRows() {
        PrismaGateway.Response answer =
                gateway.post("/query", rawQuery("select i, 'row ' || i as t from generate_series(1, 1000000) i"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).endsWith("[1000000,\"row 1000000\"]]}}");
    }

    @Test
    void tellsOldClientsToUseTheTcpUrl() {
        PrismaGateway.Response answer = gateway.post("/6.19.0/0123abcd/graphql", Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat((String) answer.json().get("message")).contains("Prisma Client 6.19.0 needs the TCP URL");
        assertThat(answer.body()).contains("jprisma dev url tested").contains("P6001");
    }

    @Test
    void executesSeveralStatementsOfTheUser() {
        Object script = Map.of(
                "type",
                "execute",
                "args",
                Map.of(
                        "type",
                        "rawSql",
                        "sql",
                        "create table if not exists s(i int); drop table s",
                        "args",
                        List.of(),
                        "argTypes",
                        List.of()));
        assertThat(gateway.post("/query", request("executeRaw", script, Map.of()))
                        .data())
                .isEqualTo(0L);
    }
}
