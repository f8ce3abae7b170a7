package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.state.insights.GatewayTraffic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a gateway counts of a port's requests. */
class TrafficTest {
    @RegisterExtension
    private static final TestGateway gateway = new TestGateway();

    private static GatewayTraffic traffic() {
        return gateway.gateway().traffic(gateway.port());
    }

    @Test
    void everyAnswerCountsByWhicheverWayItsRequestCame() throws IOException {
        GatewayTraffic before = traffic();
        long bytes = 0;
        int requests = 5;
        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < requests; i++) {
                // From the third on its head is known.
                bytes += client.post("/sql", TestGateway.AUTHORIZATION, TestGateway.body("select " + i))
                        .body()
                        .getBytes(StandardCharsets.UTF_8)
                        .length;
            }
        }
        assertThat(traffic().requests()).isEqualTo(before.requests() + requests);
        assertThat(traffic().answerBytes()).isEqualTo(before.answerBytes() + bytes);
        assertThat(traffic().failures()).isEqualTo(before.failures());
        assertThat(traffic().micros()).isGreaterThan(before.micros());
    }

    @Test
    void errorsCountAsFailed() throws IOException {
        GatewayTraffic before = traffic();
        assertThat(gateway.sql("select nothing").status()).isEqualTo(400);
        assertThat(traffic().requests()).isEqualTo(before.requests() + 1);
        assertThat(traffic().failures()).isEqualTo(before.failures() + 1);
    }

    @Test
    void anAnswerThatIsCutShortCountsAsFailed() throws IOException {
        GatewayTraffic before = traffic();
        try (RawClient client = gateway.connect()) {
            client.send("POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION);
            String body =
                    TestGateway.body("select 1 / (100000 - i), repeat('x', 100) from generate_series(1, 100000) i");
            client.send("Content-Length: " + body.length() + "\n\n" + body);
            client.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        await().untilAsserted(() -> assertThat(traffic().failures()).isEqualTo(before.failures() + 1));
        assertThat(traffic().answerBytes()).isGreaterThan(before.answerBytes() + 1_000_000);
    }

    @Test
    void aPortThatIsNotOpenHasNone() {
        assertThat(gateway.gateway().traffic(1)).isEqualTo(GatewayTraffic.NONE);
    }
}
