package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same statements before and after their columns got other types, by every way that keeps a session. What they do
 * and answer then is what a driver over TCP gets, which has them parsed each time.
 */
class ChangedTypesTest {

    /** More than it takes for a query to be kept prepared. */
    private static final int OFTEN = 4;

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway();

    /** Types, each with a value that most others read differently or not at all. */
    private static final Map<String, String> TYPES = types();

    private PostgresConnection reference;

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("date", "2024-01-01");
        types.put("timestamp", "2024-01-01 10:20:30.456");
        types.put("timestamptz", "2024-01-01 10:20:30+05:30");
        types.put("real", "0.5");
        types.put("double precision", "0.12345678901234");
        types.put("int", "7");
        types.put("bigint", "3000000000");
        types.put("numeric(10,2)", "1.25");
        types.put("text", "{a}  ");
        types.put("uuid", "7f000001-0000-4000-8000-000000000001");
        types.put("text[]", "{a}");
        types.put("colour", "red");
        return types;
    }

    private record Pair(String column, String before, String after) {
        String update() {
            return "update changed set " + column + " = $1";
        }

        String find() {
            return "select " + column + "::text from changed where " + column + " = $1";
        }
    }

    private static Set<String> before() {
        return TYPES.keySet();
    }

    private static List<Pair> pairs(String before) {
        List<Pair> pairs = new ArrayList<>();
        for (String after : TYPES.keySet()) {
            if (!before.equals(after)) {
                pairs.add(new Pair("c" + pairs.size(), before, after));
            }
        }
        return pairs;
    }

    /** One way in: executes a statement and gives its rows, or "error". */
    private interface Way {
        String execute(String sql, String value) throws IOException;
    }

    @BeforeEach
    void connect() {
        reference = TestServer.get().connect();
        script("drop table if exists changed; drop type if exists colour; create type colour as enum ('red', 'a')");
    }

    @AfterEach
    void close() {
        reference.close();
    }

    @ParameterizedTest
    @MethodSource("before")
    void areSeenAtOnceByRequestsOfPrismasClient(String before) throws IOException {
        try (RawPlans plans = new RawPlans(gateway)) {
            behavesAsOverTcp(pairs(before), (sql, value) -> {
                RawClient.Response response = plans.query("/query", sql, value);
                return response.status() == 200
                        ? response.json().at("/data/rows").toString()
                        : "error";
            });
        }
    }

    @ParameterizedTest
    @MethodSource("before")
    void areSeenAtOnceBySqlOverHttp(String before) throws IOException {
        behavesAsOverTcp(pairs(before), (sql, value) -> {
            RawClient.Response response = gateway.neon(sql, value);
            return response.status() == 200 ? response.json().get("rows").toString() : "error";
        });
    }

    @ParameterizedTest
    @MethodSource("before")
    void areSeenAtOnceWithinASession(String before) throws IOException {
        try (SessionClient session = new SessionClient(gateway)) {
            behavesAsOverTcp(pairs(before), session::rows);
        }
    }

    private void behavesAsOverTcp(List<Pair> pairs, Way way) throws IOException {
        createTable(pairs);
        for (Pair pair : pairs) {
            assertThat(way.execute(pair.update(), TYPES.get(pair.before()))).doesNotContain("error");
            for (int i = 0; i < OFTEN; i++) {
                assertThat(way.execute(pair.find(), TYPES.get(pair.before())))
                        .as(pair.toString())
                        .contains("[[");
            }
        }
        script("alter table changed "
                + pairs.stream()
                        .map(pair -> "drop " + pair.column() + ", add " + pair.column() + " " + pair.after())
                        .collect(Collectors.joining(", ")));
        Map<Pair, String> answers = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            String value = TYPES.get(pair.after());
            answers.put(pair, way.execute(pair.update(), value) + way.execute(pair.find(), value));
        }
        String stored = stored();
        script("update changed set "
                + pairs.stream().map(pair -> pair.column() + " = null").collect(Collectors.joining(", ")));
        Map<Pair, String> expected = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            String value = TYPES.get(pair.after());
            expected.put(pair, overTcp(pair.update(), value) + overTcp(pair.find(), value));
        }
        assertThat(answers).isEqualTo(expected);
        assertThat(stored).isEqualTo(stored());
    }

    private void createTable(List<Pair> pairs) {
        script("create table changed ("
                + pairs.stream()
                        .map(pair -> pair.column() + " " + pair.before())
                        .collect(Collectors.joining(", "))
                + "); insert into changed (c0) values (null)");
    }

    private static String stored() {
        return TestServer.get().value("select changed::text from changed");
    }

    private String overTcp(String sql, String value) {
        StringBuilder rows = new StringBuilder("[");
        try {
            reference.execute(Statement.of(sql, value).once(), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    rows.append("[\"").append(row.text(0).replace("\\", "\\\\")).append("\"]");
                }
            });
        } catch (ServerErrorException e) {
            return "error";
        }
        return rows + "]";
    }

    @Test
    void countInAnOpenTransactionWhoeverChangesThem() throws IOException {
        script("create table changed (own date, others date); insert into changed values (null, null)");
        try (RawPlans plans = new RawPlans(gateway)) {
            String own = "update changed set own = $1";
            String others = "update changed set others = $1";
            plans.execute(own, "2024-01-01");
            plans.execute(others, "2024-01-01");
            String id = plans.post("/transaction/start", Map.of("timeout", 30_000, "maxWait", 5_000))
                    .json()
                    .get("id")
                    .asString();
            String transaction = "/transaction/" + id;
            script("alter table changed alter others type timestamp");
            for (String sql : List.of(others, "alter table changed alter own type timestamp", own)) {
                Object[] value = sql.contains("$1") ? new Object[] {"2024-01-01 10:20:30"} : new Object[0];
                assertThat(plans.query(transaction + "/query", sql, value).status())
                        .isEqualTo(200);
            }
            plans.post(transaction + "/commit", Map.of());
        }
        assertThat(stored()).isEqualTo("(\"2024-01-01 10:20:30\",\"2024-01-01 10:20:30\")");
    }

    private void script(String sql) {
        reference.query(sql, ResultReceiver.NONE);
    }
}
