package dev.jprisma.gateway;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real serverless drivers, and what is built on them: {@code src/test/node/*.test.ts}. */
class ServerlessDriversTest {

    @ParameterizedTest
    @ValueSource(strings = {"neon", "drizzle", "kysely", "ppg", "edges", "tracing"})
    void workAsOverTcp(String driver) throws Exception {
        NodeProject node = NodeProject.installed();
        try (TestGateway gateway = new TestGateway()) {
            node.run(120, gateway.urls(), "node", "--import", "tsx", "--test", driver + ".test.ts");
        }
    }
}
