package dev.jprisma.gateway;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.postgres.wire.ServerAddress;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway with one port to the {@link TestServer}; of a class of tests if it is an extension of it. */
public final class TestGateway implements AutoCloseable, AfterAllCallback {

    public static final String KEY = "the-key_of.tests~";
    static final String AUTHORIZATION = "Authorization: Bearer " + KEY + "\n";
    static final String NEON = "Neon-Raw-Text-Output: true\nNeon-Array-Mode: true\n";

    private final HttpGateway gateway;
    private final GatewayEndpoint endpoint;

    public TestGateway() {
        this(GatewaySettings.defaults());
    }

    TestGateway(GatewaySettings settings) {
        this(settings, target());
    }

    /** One that leads to another server. */
    TestGateway(GatewaySettings settings, GatewayTarget target) {
        gateway = HttpGateway.start(settings);
        endpoint = gateway.open(target, 0);
    }

    static GatewayTarget target() {
        return new GatewayTarget("tested", TestServer.get().address(), KEY);
    }

    HttpGateway gateway() {
        return gateway;
    }

    GatewayEndpoint endpoint() {
        return endpoint;
    }

    public int port() {
        return endpoint.port();
    }

    /** What {@code jprisma dev env} has for applications. */
    public Map<String, String> urls() {
        ServerAddress server = target().server();
        return Map.of(
                "DATABASE_URL",
                "postgres://" + server.user() + ":" + server.password() + "@localhost:" + server.port() + "/"
                        + server.database() + "?sslmode=disable",
                "PRISMA_DATABASE_URL",
                "prisma+postgres://localhost:" + port() + "/?api_key=" + KEY);
    }

    RawClient connect() throws IOException {
        return new RawClient(port());
    }

    /** Posts a query the way curl users do. */
    RawClient.Response sql(String query, Object... params) throws IOException {
        return post("", body(query, params));
    }

    /** Posts a query the way Neon's driver does. */
    RawClient.Response neon(String query, Object... params) throws IOException {
        return post(NEON, body(query, params));
    }

    RawClient.Response post(String headers, String body) throws IOException {
        try (RawClient client = connect()) {
            return client.post("/sql", AUTHORIZATION + headers, body);
        }
    }

    static String body(String query, Object... params) {
        JsonMapper json = JsonMapper.shared();
        return json.createObjectNode()
                .put("query", query)
                .set("params", json.<JsonNode>valueToTree(params))
                .toString();
    }

    @Override
    public void close() {
        gateway.close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }
}
