package dev.jprisma.gateway.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.NodeProject;
import dev.jprisma.gateway.TestGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The real Prisma Client, over TCP, over HTTP and with the serverless driver: {@code src/test/node/run.ts}. */
class PrismaClientTest {

    @Test
    void answersOverHttpWhatTcpAnswers() throws Exception {
        NodeProject node = NodeProject.installed();
        try (TestGateway gateway = new TestGateway()) {
            Map<String, String> urls = gateway.urls();
            node.generateTypedSql(urls);
            assertThat(node.typeScript(600, urls, "run.ts"))
                    .containsPattern("HTTP URL: \\d+ passed, 0 failed")
                    .containsPattern("adapter-ppg: \\d+ passed, 0 failed");
        }
    }
}
