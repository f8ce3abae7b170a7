package dev.jprisma.console.studio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.console.TestServer;
import dev.jprisma.console.http.JsonTree;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.state.JprismaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class StudioAnswerTest {
    private static final String DATABASE = "studio";

    @BeforeEach
    void makeTable() {
        TestServer.get()
                .createDatabase(
                        DATABASE, "CREATE TABLE t (id int PRIMARY KEY, tags text[], j jsonb, b bytea, n numeric)");
    }

    private static String ask(Map<String, Object> request) {
        try (PostgresConnection session = TestServer.get().connect(DATABASE)) {
            StudioRequest asked = StudioRequest.of(JsonTree.read(new ObjectMapper().writeValueAsString(request)));
            return new String(new StudioAnswer(session).to(asked), UTF_8);
        }
    }

    private static Map<String, Object> query(String sql, Object... parameters) {
        return Map.of("sql", sql, "parameters", List.of(parameters));
    }

    private static String one(String sql, Object... parameters) {
        return ask(Map.of("procedure", "query", "query", query(sql, parameters)));
    }

    @Test
    void valuesAreAsNodesDriverGivesThem() {
        assertThat(
                        one(
                                "SELECT 9007199254740993::int8 AS a, 1.50::numeric AS b, '1 day'::interval AS c, true AS d, 1.5::float8 AS e,"
                                        + " '{\"x\": 1.0}'::json AS f, ARRAY[1, NULL] AS g, ARRAY['a,b', 'c']::text[] AS h, '2026-01-02'::date AS i"))
                .isEqualTo("[null,[{\"a\":\"9007199254740993\",\"b\":\"1.50\",\"c\":\"1 day\",\"d\":true,\"e\":1.5,"
                        + "\"f\":{\"x\": 1.0},\"g\":[1,null],\"h\":[\"a,b\",\"c\"],\"i\":\"2026-01-02\"}]]");
        assertThat(one("SELECT '2026-01-02 03:04:05.6+05:30'::timestamptz AS a, '2026-01-02 03:04:05'::timestamp AS b,"
                        + " 'infinity'::timestamptz AS c, '\\x00ff'::bytea AS d, NULL AS e"))
                .isEqualTo("[null,[{\"a\":\"2026-01-01T21:34:05.600Z\",\"b\":\"2026-01-02T03:04:05.000Z\","
                        + "\"c\":\"infinity\",\"d\":{\"type\":\"Buffer\",\"data\":[0,255]},\"e\":null}]]");
    }

    @Test
    void parametersAreWhatTheStatementTakes() {
        String inserted = one(
                "INSERT INTO t VALUES ($1, $2, $3, $4, $5) RETURNING *",
                1,
                List.of("a\"b", "{c}"),
                List.of(1, Map.of("k", "v")),
                Map.of("type", "Buffer", "data", List.of(0, 255)),
                1.5);

        assertThat(inserted)
                .isEqualTo("[null,[{\"id\":1,\"tags\":[\"a\\\"b\",\"{c}\"],\"j\":[1, {\"k\": \"v\"}],"
                        + "\"b\":{\"type\":\"Buffer\",\"data\":[0,255]},\"n\":\"1.5\"}]]");
    }

    @Test
    void aTransactionIsWrittenWholeOrNotAtAll() {
        Map<String, Object> good = Map.of(
                "procedure",
                "transaction",
                "queries",
                List.of(query("INSERT INTO t (id) VALUES (1)"), query("SELECT id FROM t")));
        Map<String, Object> bad = Map.of(
                "procedure",
                "transaction",
                "queries",
                List.of(query("INSERT INTO t (id) VALUES (2)"), query("INSERT INTO t (id) VALUES (1)")));

        assertThat(ask(good)).isEqualTo("[null,[[],[{\"id\":1}]]]");
        assertThat(ask(bad)).startsWith("[{\"name\":\"PostgresError\",\"message\":\"duplicate key value");
        assertThat(TestServer.get().value(DATABASE, "SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void aSequenceEndsWithWhatFails() {
        Map<String, Object> request = Map.of(
                "procedure",
                "sequence",
                "sequence",
                List.of(query("INSERT INTO t (id) VALUES (1)"), query("SELECT x")));

        assertThat(ask(request))
                .isEqualTo(
                        "[[null,[]],[{\"name\":\"PostgresError\",\"message\":\"column \\\"x\\\" does not exist\"}]]");
        assertThat(TestServer.get().value(DATABASE, "SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(ask(Map.of("procedure", "sql-lint", "sql", "SELECT 1")))
                .isEqualTo("[{\"name\":\"Error\",\"message\":\"SQL lint is not supported\"}]");
        assertThat(ask(Map.of("procedure", "query-insights"))).startsWith("[{\"name\":\"Error\"");
        assertThatThrownBy(() -> StudioRequest.of(JsonTree.read("[]"))).isInstanceOf(JprismaException.class);
    }
}
