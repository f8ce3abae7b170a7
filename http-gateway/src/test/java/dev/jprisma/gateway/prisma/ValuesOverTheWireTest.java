package dev.jprisma.gateway.prisma;

import static dev.jprisma.gateway.prisma.PrismaGateway.rawExecute;
import static dev.jprisma.gateway.prisma.PrismaGateway.rawQuery;
import static dev.jprisma.gateway.prisma.PrismaGateway.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.TestServer;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values at the edge of what JSON and JavaScript have, on their way to a real server and back. */
class ValuesOverTheWireTest {
    @RegisterExtension
    private static final PrismaGateway gateway = new PrismaGateway();

    /** SQL with dates, as the client sends it. */
    private static Map<String, Object> withDate(String sql, String date, String databaseType) {
        Map<String, Object> type = Map.of("scalarType", "datetime", "arity", "scalar", "dbType", databaseType);
        Map<String, Object> query =
                Map.of("type", "rawSql", "sql", sql, "args", List.of(date), "argTypes", List.of(type));
        return request("queryRaw", Map.of("type", "query", "args", query), Map.of());
    }

    private static Object onlyValue(PrismaGateway.Response answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<?> rows = (List<?>) ((Map<?, ?>) answer.data()).get("rows");
        return ((List<?>) rows.get(0)).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "timestamptz, TIMESTAMPTZ, 2026-01-02 03:04:05.678+00",
        "timestamp, TIMESTAMP, 2026-01-02 03:04:05.678",
        "date, DATE, 2026-01-02",
        "timetz, TIMETZ, 03:04:05.678+00",
        "time, TIME, 03:04:05.678",
    })
    void keepsTheTimeZoneOfASessionOutOfParameters(String type, String databaseType, String stored) {
        TestServer.get().script("drop table if exists moments; create table moments(value " + type + ")");
        String transaction = gateway.begin(Map.of("timeout", 20_000));
        gateway.post(transaction + "/query", rawExecute("set local time zone 'America/New_York'"));
        String insert = "insert into moments values ($1) returning 1";
        onlyValue(gateway.post(transaction + "/query", withDate(insert, "2026-01-02T03:04:05.678Z", databaseType)));
        gateway.post(transaction + "/commit", Map.of());
        assertThat(TestServer.get().value("set time zone 'UTC'; select value::text from moments"))
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "9999-12-31T23:59:59-05:00, 10000-01-01 04:59:59",
        "+012026-02-03T04:05:06.789Z, 12026-02-03 04:05:06.789",
        "-000043-03-15T00:00:00.000Z, 0044-03-15 00:00:00 BC",
    })
    void sendsYearsOfAnyLengthAndEra(String date, String stored) {
        String sql = "select ($1::timestamptz at time zone 'UTC')::text";
        assertThat(onlyValue(gateway.post("/query", withDate(sql, date, "TIMESTAMPTZ"))))
                .isEqualTo(stored);
    }

    @Test
    void namesADateThatTheServerDoesNotHaveAsTheServerDoes() {
        PrismaGateway.Response answer = gateway.post(
                "/query", withDate("select $1::timestamptz", "-271821-04-20T00:00:00.000Z", "TIMESTAMPTZ"));
        assertThat((String) answer.json().get("error")).contains("\"271822-04-20 00:00:00+00 BC\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "'infinity'::timestamptz, infinity",
                "'-infinity'::timestamp, -infinity",
                "'infinity'::date, infinity",
                "'0044-03-15 BC'::date, -000043-03-15T00:00:00.000Z",
                "'0044-03-15 12:00:00 BC'::timestamp, -000043-03-15T12:00:00.000Z",
                "'12026-02-03 04:05:06.789+00'::timestamptz, +012026-02-03T04:05:06.789Z",
                "'12026-02-03'::date, +012026-02-03T00:00:00.000Z",
            })
    void answersDatesBeyondFourDigitsInTheFormThatJavaScriptReads(String sql, String date) {
        assertThat(onlyValue(gateway.post("/query", rawQuery("select " + sql)))).isEqualTo(date);
    }

    @Test
    void answersFloatsThatAreNoNumbers() {
        assertThat(gateway.post("/query", rawQuery("select 'NaN'::float8, '-Infinity'::float4, 'Infinity'::float8"))
                        .body())
                .contains("\"rows\":[[\"NaN\",-1e999,1e999]]");
    }

    @Test
    void answersJsonAsTheServerHasIt() {
        assertThat(gateway.post(
                                "/query",
                                rawQuery("select '{\"n\": 12345678901234567890, \"s\": \"\\ud800\"}'::json,"
                                        + " array['[1.0]'::jsonb, null]"))
                        .body())
                .contains("[{\"n\": 12345678901234567890, \"s\": \"\\ud800\"},[[1.0],null]]");
    }

    @Test
    void sendsHalfASurrogatePairAsNodePostgresDoes() {
        String request = ValueWriter.text(rawQuery("select $1::text, $2::text[], 'HALF'", "aHALF?", List.of("HALF")))
                .replace("HALF", "\\ud800");
        assertThat(gateway.post("/query", request.getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("[\"a\ufffd?\",[\"\ufffd\"],\"\ufffd\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'operation': | it ends too early",
                "{'operation': x} | what stands at offset 14 cannot be there",
                "{'operation':'a' 'b'} | what stands at offset 17 cannot be there",
            })
    void saysInItsOwnWordsWhatIsWrongWithJson(String body, String problem) {
        PrismaGateway.Response answer =
                gateway.post("/query", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertThat(answer.json()).containsEntry("error", "Malformed JSON: " + problem);
    }
}
