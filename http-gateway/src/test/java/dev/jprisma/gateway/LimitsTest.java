package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.gateway.settings.BodySettings;
import dev.jprisma.gateway.settings.GatewaySettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitsTest {

    private static final int BODY_LIMIT = 100_000;

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway(GatewaySettings.defaults()
            .withBodies(
                    BodySettings.defaults().withLimits(BODY_LIMIT, BODY_LIMIT).withTimeout(Duration.ofMillis(700)))
            .withIdleTimeout(Duration.ofMillis(900)));

    @Test
    void takesABodyOfExactlyTheLimit() throws IOException {
        String body = TestGateway.body("select 1");
        String padded = body + " ".repeat(BODY_LIMIT - body.length());
        assertThat(gateway.post("", padded).status()).isEqualTo(200);
        assertTooLarge(gateway.post("", padded + " "));
    }

    @Test
    void refusesAnAnnouncedLengthWithoutWaitingForIt() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send(head() + "Content-Length: 100000000000\n\n");
            assertTooLarge(client.read());
        }
    }

    @Test
    void countsABodyOfUnknownLengthWhileItArrives() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send(head() + "Transfer-Encoding: chunked\n\n");
            for (int i = 0; i < 6; i++) {
                client.send("5000\n" + "x".repeat(0x5000) + "\n");
            }
            assertTooLarge(client.read());
        }
    }

    @Test
    void endsABodyThatNeverEnds() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send(head() + "Transfer-Encoding: chunked\n\n");
            assertThatThrownBy(() -> {
                        while (true) {
                            client.send("1000\n" + "x".repeat(0x1000) + "\n");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        assertThat(gateway.sql("select 1").status()).isEqualTo(200);
    }

    @Test
    void endsABodyThatStops() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send(head() + "Content-Length: 100\n\n{");
            RawClient.Response response = client.read();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.json().get("code").asString()).isEqualTo("BODY_TOO_SLOW");
        }
    }

    @Test
    void endsABodyThatDrips() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send(head() + "Content-Length: 100\n\n");
            Thread drip = drip(client);
            assertThat(client.read().status()).isEqualTo(408);
            drip.interrupt();
        }
    }

    /** A byte at a time, until the gateway has had enough. */
    static Thread drip(RawClient client) {
        Thread drip = new Thread(() -> {
            try {
                while (true) {
                    client.send(" ");
                    Thread.sleep(50);
                }
            } catch (IOException | InterruptedException e) {
                // the gateway has had enough
            }
        });
        drip.start();
        return drip;
    }

    @Test
    void answersOthersWhileHundredsOfBodiesAreSlow() throws IOException {
        List<RawClient> slow = new ArrayList<>();
        try (TestGateway patient = new TestGateway()) {
            for (int i = 0; i < 500; i++) {
                RawClient client = patient.connect();
                slow.add(client);
                client.send(head() + "Content-Length: 100\n\n{");
            }
            assertThat(patient.sql("select 1").status()).isEqualTo(200);
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void refusesABodyThatEndsEarly() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send(head() + "Content-Length: 100\n\n{");
            client.socket().shutdownOutput();
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @Test
    void startsNoThreadForEachMalformedRequest() throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getTotalStartedThreadCount();
        for (int i = 0; i < 100; i++) {
            try (RawClient client = gateway.connect()) {
                client.send("GET /health HTTP/1.1\nHost: localhost:PORT\nno header\n\n");
                assertThat(client.read().status()).isEqualTo(400);
            }
        }
        assertThat(threads.getTotalStartedThreadCount() - before).isLessThan(100);
    }

    @Test
    void refusesAmbiguousLengths() throws IOException {
        for (String headers : new String[] {
            "Content-Length: 2\nContent-Length: 20\n",
            "Content-Length: 2\nTransfer-Encoding: chunked\n",
            "Content-Length: -1\n",
            "Content-Length: 1x\n",
            "Transfer-Encoding: gzip\n",
            "Transfer-Encoding: chunked, identity\n"
        }) {
            try (RawClient client = gateway.connect()) {
                client.send(head() + headers + "\n0\n\n");
                assertThat(client.read().status()).as(headers).isBetween(400, 501);
            }
        }
    }

    @Test
    void endsAHeadThatDrips() throws IOException {
        try (LoggedLines log = new LoggedLines();
                RawClient client = gateway.connect()) {
            client.send("GET /health HTTP/1.1\nHost: localhost:PORT\nX-Slow: ");
            Thread drip = drip(client);
            assertThat(client.socket().getInputStream().read()).isEqualTo(-1);
            drip.interrupt();
            assertThat(log.lines()).singleElement().asString().contains("did not arrive");
        }
    }

    @Test
    void countsTheTimeOfEachHeadAnew() throws IOException {
        long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        try (RawClient client = gateway.connect()) {
            while (System.nanoTime() - end < 0) {
                client.send("GET /health HTTP/1.1\nHost: localhost:PORT\n");
                client.send("\n");
                assertThat(client.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void refusesLargeHeaders() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send("GET /health HTTP/1.1\nHost: localhost:PORT\nX-Large: " + "x".repeat(50_000) + "\n\n");
            RawClient.Response response = client.read();
            assertThat(response.status()).isEqualTo(431);
            assertThat(response.json().get("code").asString()).isEqualTo("HEADERS_TOO_LARGE");
        }
    }

    @Test
    void closesAConnectionThatSaysNothing() throws IOException {
        try (RawClient client = gateway.connect()) {
            assertThat(client.socket().getInputStream().read()).isEqualTo(-1);
        }
        try (RawClient client = gateway.connect()) {
            client.send("GET /health HTTP/1.1\nHost: local");
            assertThat(client.socket().getInputStream().readAllBytes()).hasSizeLessThan(1000);
        }
    }

    private static String head() {
        return "POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION;
    }

    private static void assertTooLarge(RawClient.Response response) {
        assertThat(response.status()).isEqualTo(413);
        assertThat(response.json().get("code").asString()).isEqualTo("BODY_TOO_LARGE");
        assertThat(response.json().get("message").asString()).contains("100000");
    }
}
