package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoopbackEndPointTest {

    @RegisterExtension
    static final TestGateway gateway = new TestGateway();

    /** The watch may look at a client whose request has just been answered, and who is sending the next. */
    @Test
    void losesNoRequestOfAClientThatIsLookedAtAllTheTime() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            while (!done.get()) {
                gateway.gateway().connector().getConnectedEndPoints().stream()
                        .map(LoopbackEndPoint.class::cast)
                        .forEach(LoopbackEndPoint::isClientGone);
            }
        });
        try (RawClient client = gateway.connect()) {
            watch.start();
            for (int i = 0; i < 2_000; i++) {
                client.send("GET /health HTTP/1.1\nHost: localhost:PORT\n\n");
                assertThat(client.read().status()).isEqualTo(200);
            }
        } finally {
            done.set(true);
            watch.join();
        }
    }
}
