package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SqlTest {

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway();

    @Test
    void answersInNeonsForm() throws IOException {
        RawClient.Response response = gateway.neon("select $1::int as a, null as b, 'x\"\\\n\u0001ä' as c", "7");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("content-type", "application/json");
        assertThat(response.body())
                .isEqualTo("{\"fields\":["
                        + "{\"name\":\"a\",\"dataTypeID\":23,\"tableID\":0,\"columnID\":0,\"dataTypeSize\":4,"
                        + "\"dataTypeModifier\":-1,\"format\":\"text\"},"
                        + "{\"name\":\"b\",\"dataTypeID\":25,\"tableID\":0,\"columnID\":0,\"dataTypeSize\":-1,"
                        + "\"dataTypeModifier\":-1,\"format\":\"text\"},"
                        + "{\"name\":\"c\",\"dataTypeID\":25,\"tableID\":0,\"columnID\":0,\"dataTypeSize\":-1,"
                        + "\"dataTypeModifier\":-1,\"format\":\"text\"}],"
                        + "\"rows\":[[\"7\",null,\"x\\\"\\\\\\n\\u0001ä\"]],"
                        + "\"command\":\"SELECT\",\"rowCount\":1,\"rowAsArray\":true}");
    }

    @Test
    void takesWhateverContentType() throws IOException {
        for (String type :
                List.of("text/plain;charset=UTF-8", "application/json", "x", "application/x-www-form-urlencoded")) {
            assertThat(gateway.post("Content-Type: " + type + "\n", TestGateway.body("select 1"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesABodyWithoutAnnouncedLength() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send("POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION
                    + "Transfer-Encoding: chunked\n\n11\n{\"query\":\"select \n5\n42 \"}\n0\n\n");
            assertThat(client.read().json().get("rows").get(0).get("?column?").asInt())
                    .isEqualTo(42);
        }
    }

    @Test
    void sendsHalfASurrogatePairAsJavaScriptEncodesIt() throws IOException {
        RawClient.Response response = gateway.post(
                TestGateway.NEON, "{\"query\": \"select $1::text, '\\udc00'\", \"params\": [\"a\\ud800?\"]}");
        assertThat(response.json().get("rows").toString()).isEqualTo("[[\"a\ufffd?\",\"\ufffd\"]]");
    }

    @Test
    void givesDatesOfAnyRangeAsTheServersText() throws IOException {
        String sql = "select 'infinity'::timestamptz, '0044-03-15 BC'::timestamp, '12026-02-03'::date";
        String rows = "[[\"infinity\",\"0044-03-15 00:00:00 BC\",\"12026-02-03\"]]";
        assertThat(gateway.neon(sql).json().get("rows").toString()).isEqualTo(rows);
    }

    @Test
    void saysInItsOwnWordsWhatIsWrongWithJson() throws IOException {
        assertThat(gateway.post("", "{\"query\": select 1}").body())
                .contains("The body is not JSON: what stands at offset 10 cannot be there. Send for example");
        assertThat(gateway.post("", "{\"query\": \"select 1\"").body())
                .contains("The body is not JSON: it ends too early. ");
    }

    @Test
    void givesTheSettingsThatDriversParseBy() throws IOException {
        JsonNode row = gateway.neon(
                        "select '2026-02-03 04:05:06.789'::timestamp, '1 day 02:00'::interval, '\\x00ff'::bytea, true,"
                                + " 1.50::numeric, 9223372036854775807, 0.1::float8, 'NaN'::float4")
                .json()
                .get("rows")
                .get(0);
        assertThat(row.toString())
                .isEqualTo("[\"2026-02-03 04:05:06.789\",\"1 day 02:00:00\",\"\\\\x00ff\",\"t\",\"1.50\","
                        + "\"9223372036854775807\",\"0.1\",\"NaN\"]");
    }

    @Test
    void givesNaturalJsonIfNotAskedForText() throws IOException {
        JsonNode row = gateway.sql(
                        "select true as b, 1::int2 as i2, 2 as i4, 3::int8 as i8, 1.50 as n, 0.5::float8 as f,"
                                + " 'NaN'::float8 as nan, '-Infinity'::float4 as inf, '{\"a\": [1]}'::json as j,"
                                + " '[1, null]'::jsonb as jb, '2026-02-03'::date as d, null as nothing, 'é\"' as t")
                .json()
                .get("rows")
                .get(0);
        assertThat(row.toString())
                .isEqualTo("{\"b\":true,\"i2\":1,\"i4\":2,\"i8\":\"3\",\"n\":\"1.50\",\"f\":0.5,\"nan\":\"NaN\","
                        + "\"inf\":\"-Infinity\",\"j\":{\"a\":[1]},\"jb\":[1,null],\"d\":\"2026-02-03\","
                        + "\"nothing\":null,\"t\":\"é\\\"\"}");
    }

    @Test
    void givesArraysAsArrays() throws IOException {
        JsonNode row = gateway.sql(
                        "select array[1,2,null] as i, array[[true],[false]] as b, array['a b','\"q\\','NULL',null,''] as"
                                + " t, '[2:3]={7,8}'::int[] as bounds, '{}'::text[] as empty,"
                                + " array['{\"a\":1}'::jsonb] as j, array[1.5::float8,'NaN'] as f, array[10::int8] as l,"
                                + " array['2026-01-01'::timestamp] as ts, array[box '(1,1),(0,0)'] as boxes")
                .json()
                .get("rows")
                .get(0);
        assertThat(row.toString())
                .isEqualTo("{\"i\":[1,2,null],\"b\":[[true],[false]],\"t\":[\"a b\",\"\\\"q\\\\\",\"NULL\",null,\"\"],"
                        + "\"bounds\":[7,8],\"empty\":[],\"j\":[{\"a\":1}],\"f\":[1.5,\"NaN\"],\"l\":[\"10\"],"
                        + "\"ts\":[\"2026-01-01 00:00:00\"],\"boxes\":\"{(1,1),(0,0)}\"}");
    }

    @Test
    void keepsTheLastOfColumnsWithOneName() throws IOException {
        RawClient.Response response = gateway.sql("select 1 as a, 2 as b, 3 as a");
        assertThat(response.body()).contains("\"rows\":[{\"b\":2,\"a\":3}]");
        assertThat(gateway.neon("select 1 as a, 2 as a").body()).contains("\"rows\":[[\"1\",\"2\"]]");
    }

    @Test
    void letsAQueryChooseItsRowsForm() throws IOException {
        assertThat(gateway.post("", "{\"query\":\"select 1 as a\",\"arrayMode\":true}")
                        .body())
                .contains("\"rows\":[[1]]", "\"rowAsArray\":true");
        assertThat(gateway.post(TestGateway.NEON, "{\"query\":\"select 1 as a\",\"arrayMode\":false}")
                        .body())
                .contains("\"rows\":[{\"a\":\"1\"}]");
    }

    @Test
    void bindsEveryKindOfParameter() throws IOException {
        JsonNode row = gateway.neon(
                        "select $1::int, $2::float8, $3::bool, $4::text, $5::text, $6::jsonb, $7::int[], $8::text[],"
                                + " $9::jsonb[], $1::text",
                        7,
                        1.5,
                        true,
                        "ä",
                        null,
                        Map.of("a", List.of(1.50, "x")),
                        List.of(List.of(1, 2), List.of(3, 4)),
                        java.util.Arrays.asList("a\"b\\", null, "{}"),
                        List.of(Map.of("k", 1)))
                .json()
                .get("rows")
                .get(0);
        assertThat(row.toString())
                .isEqualTo(
                        "[\"7\",\"1.5\",\"t\",\"ä\",null,\"{\\\"a\\\": [1.5, \\\"x\\\"]}\",\"{{1,2},{3,4}}\","
                                + "\"{\\\"a\\\\\\\"b\\\\\\\\\\\",NULL,\\\"{}\\\"}\",\"{\\\"{\\\\\\\"k\\\\\\\": 1}\\\"}\",\"7\"]");
    }

    @Test
    void keepsNumbersAsTheyAreWritten() throws IOException {
        assertThat(gateway.post(
                                TestGateway.NEON,
                                "{\"query\":\"select $1::numeric, $2::numeric, $3::numeric\","
                                        + "\"params\":[123456789012345678901234567890.10, 1e2, -0.0]}")
                        .body())
                .contains("[[\"123456789012345678901234567890.10\",\"100\",\"0.0\"]]");
    }

    @Test
    void reportsCommandsAndCounts() throws IOException {
        assertThat(gateway.neon("create table if not exists commands (a int)").body())
                .isEqualTo("{\"fields\":[],\"rows\":[],\"command\":\"CREATE\",\"rowCount\":null,\"rowAsArray\":true}");
        assertThat(gateway.neon("insert into commands values (1), (2)").body())
                .contains("\"command\":\"INSERT\",\"rowCount\":2");
        assertThat(gateway.neon("update commands set a = 3 returning a").body())
                .contains("\"rows\":[[\"3\"],[\"3\"]],\"command\":\"UPDATE\",\"rowCount\":2");
        assertThat(gateway.neon("").body())
                .isEqualTo("{\"fields\":[],\"rows\":[],\"command\":\"\",\"rowCount\":null,\"rowAsArray\":true}");
        assertThat(gateway.neon("select from commands").body()).contains("\"fields\":[],\"rows\":[[],[]]");
        assertThat(gateway.neon("drop table commands").body()).contains("\"command\":\"DROP\",\"rowCount\":null");
    }

    @Test
    void describesColumnsOfTables() throws IOException {
        gateway.sql("create table described (id int, name varchar(20))");
        JsonNode field =
                gateway.neon("select name from described").json().get("fields").get(0);
        assertThat(field.get("columnID").asInt()).isEqualTo(2);
        assertThat(field.get("tableID").asLong())
                .isEqualTo(gateway.sql("select 'described'::regclass::oid::int as oid")
                        .json()
                        .at("/rows/0/oid")
                        .asLong());
        assertThat(field.get("dataTypeModifier").asInt()).isEqualTo(24);
        gateway.sql("drop table described");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"select 1\"",
                "{",
                "{}",
                "{\"query\":}",
                "{\"query\":1}",
                "{\"query\":null}",
                "{\"query\":\"select 1\"} x",
                "{\"query\":\"select 1\"}{}",
                "{\"query\":\"select 1\",\"params\":{}}",
                "{\"query\":\"select 1\",\"params\":\"1\"}",
                "{\"query\":\"select 1\",\"params\":[NaN]}",
                "{\"query\":\"select 1\",\"arrayMode\":1}",
                "{\"query\":\"select 1\",\"queries\":[]}",
                "{\"queries\":{}}",
                "{\"queries\":[1]}",
                "{\"queries\":[{}]}",
                "{\"query\":\"select 1\\u0000\"}",
                "{\"query\":\"\\ud800\" + 1}",
                "query=select+1"
            })
    void refusesWhatIsNoRequest(String body) throws IOException {
        RawClient.Response response = gateway.post("", body);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().get("code").asString()).isEqualTo("BAD_REQUEST");
        assertThat(response.json().get("message").asString()).contains("Send for example");
    }

    @Test
    void refusesDeepNesting() throws IOException {
        String body = "{\"query\":\"select 1\",\"params\":[" + "[".repeat(100_000) + "]".repeat(100_000) + "]}";
        assertThat(gateway.post("", body).status()).isEqualTo(400);
        String ignored = "{\"query\":\"select 1\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(gateway.post("", ignored).status()).isEqualTo(400);
    }

    @Test
    void refusesMoreParametersThanPostgresTakes() throws IOException {
        String body = "{\"query\":\"select 1\",\"params\":[" + "1,".repeat(65_535) + "1]}";
        assertThat(gateway.post("", body).json().get("message").asString()).contains("65535");
    }
}
