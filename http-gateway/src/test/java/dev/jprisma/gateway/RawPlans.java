package dev.jprisma.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts SQL as {@code $queryRaw} and {@code $executeRaw} do, one request after another on one connection. */
final class RawPlans implements AutoCloseable {

    private final RawClient client;

    RawPlans(TestGateway gateway) throws IOException {
        this(gateway.connect());
    }

    RawPlans(RawClient client) {
        this.client = client;
    }

    /** The rows as JSON. */
    JsonNode rows(String sql, Object... arguments) throws IOException {
        return checked(query("/query", sql, arguments)).at("/data/rows");
    }

    /** How many rows are affected. */
    long execute(String sql, Object... arguments) throws IOException {
        return checked(post("/query", plan("executeRaw", "execute", sql, arguments)))
                .at("/data")
                .asLong();
    }

    /** The whole answer, an error perhaps. */
    RawClient.Response query(String path, String sql, Object... arguments) throws IOException {
        return post(path, plan("queryRaw", "query", sql, arguments));
    }

    RawClient.Response post(String path, Object body) throws IOException {
        return client.post(
                path,
                TestGateway.AUTHORIZATION + "Content-Type: application/json\nPrisma-Engine-Hash: 7.10.0\n",
                JsonMapper.shared().writeValueAsString(body));
    }

    private static Map<String, Object> plan(String operation, String node, String sql, Object... arguments) {
        Map<String, Object> raw = Map.of("type", "rawSql", "sql", sql, "args", arguments, "argTypes", List.of());
        return Map.of("operation", operation, "plan", Map.of("type", node, "args", raw), "params", Map.of());
    }

    private static JsonNode checked(RawClient.Response response) {
        if (response.status() != 200) {
            throw new IllegalStateException(response.status() + " " + response.body());
        }
        return response.json();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
