package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.gateway.settings.PoolSettings;
import dev.jprisma.gateway.settings.ProductionLimits;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.wire.ServerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An instance that has the limits of production, here with shorter times; {@code src/test/node/limits.test.ts}. */
class ProductionLimitsTest {

    private static final ProductionLimits LIMITS =
            new ProductionLimits(5_000_000, Duration.ofSeconds(2), Duration.ofSeconds(3), 5, 64, 100, 500);

    private static final String LARGE = "select repeat('x', 6000000) as text";

    private static GatewayTarget limited(ServerAddress server, ProductionLimits limits) {
        return new GatewayTarget("limited", server, TestGateway.KEY).withLimits(limits);
    }

    private static ServerAddress nobody() {
        return new ServerAddress("127.0.0.1", FreePort.choose(), "u", "p", "d");
    }

    @Test
    void theClientKnowsWhatIsOverALimit() throws Exception {
        NodeProject node = NodeProject.installed();
        try (TestGateway gateway = new TestGateway(GatewaySettings.defaults().withLimits(LIMITS));
                GatewayEndpoint away = gateway.gateway().open(limited(nobody(), LIMITS), 0)) {
            Map<String, String> urls = new HashMap<>(gateway.urls());
            urls.put(
                    "AWAY_DATABASE_URL", "prisma+postgres://localhost:" + away.port() + "/?api_key=" + TestGateway.KEY);
            node.run(120, urls, "node", "--import", "tsx", "--test", "limits.test.ts");
        }
    }

    @Test
    void anInstanceHasItsOwnLimitsOrNone() throws IOException {
        ServerAddress server = TestServer.get().address();
        try (TestGateway byDefault = new TestGateway();
                TestGateway limited = new TestGateway(GatewaySettings.defaults().withLimits(LIMITS));
                GatewayEndpoint with = byDefault.gateway().open(limited(server, LIMITS), 0);
                GatewayEndpoint without = limited.gateway().open(limited(server, ProductionLimits.NONE), 0)) {
            assertThat(largeQuery(byDefault.port()).status()).isEqualTo(200);
            assertThat(largeQuery(with.port()).body())
                    .contains("\"code\":\"P6009\"", "jprisma dev start limited --limits none");
            assertThat(largeQuery(limited.port()).body()).contains("\"code\":\"P6009\"");
            assertThat(largeQuery(without.port()).status()).isEqualTo(200);
        }
    }

    private static RawClient.Response largeQuery(int port) throws IOException {
        try (RawPlans plans = new RawPlans(new RawClient(port))) {
            return plans.query("/query", LARGE);
        }
    }

    @Test
    void theWaitForAConnectionIsPartOfAQuery() throws IOException {
        GatewaySettings narrow = GatewaySettings.defaults()
                .withPool(PoolSettings.defaults().withSize(1))
                .withLimits(new ProductionLimits(
                        5_000_000, Duration.ofSeconds(10), Duration.ofMinutes(1), 5, 64, 100, 500));
        try (TestGateway gateway = new TestGateway(narrow);
                RawPlans holder = new RawPlans(gateway);
                RawPlans waiting = new RawPlans(gateway)) {
            holder.post("/transaction/start", Map.of("timeout", 60_000, "maxWait", 5_000));
            assertThat(waiting.query("/query", "select 1").body()).contains("\"code\":\"P6004\"");
        }
    }

    @Test
    void otherClientsThanPrismasAreNotLimited() throws IOException {
        try (TestGateway gateway = new TestGateway(GatewaySettings.defaults().withLimits(LIMITS))) {
            assertThat(gateway.sql(LARGE).status()).isEqualTo(200);
            assertThat(gateway.sql("select pg_sleep(2.5)::text").status()).isEqualTo(200);
            try (RawClient client = gateway.connect()) {
                assertThat(client.post("/v0/statement", TestGateway.AUTHORIZATION, "{\"query\":\"" + LARGE + "\"}")
                                .status())
                        .isEqualTo(200);
            }
        }
    }
}
