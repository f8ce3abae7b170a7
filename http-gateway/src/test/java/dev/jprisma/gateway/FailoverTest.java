package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.GatewayTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A gateway that leads to a primary and a standby, of which the one takes over from the other. */
class FailoverTest {
    private static final int CLIENTS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private final Set<String> errors = new ConcurrentSkipListSet<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void losesNothingAcknowledgedWhenAStandbyTakesOverUnderLoad() throws Exception {
        try (ServerPair servers = new ServerPair();
                TestGateway gateway = new TestGateway(
                        GatewaySettings.defaults(), new GatewayTarget("pair", servers.address(), TestGateway.KEY))) {
            servers.start();
            try (RawPlans plans = new RawPlans(gateway)) {
                plans.execute("create table written (i int primary key)");
            }
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(CompletableFuture.runAsync(() -> write(gateway)));
            }
            await().atMost(LIMIT).until(() -> acknowledged.size() > 200);
            servers.killPrimary();
            await().atMost(LIMIT).until(() -> !errors.isEmpty());
            servers.promoteStandby();
            int before = acknowledged.size();
            await().atMost(LIMIT).until(() -> acknowledged.size() > before + 200);
            ended.set(true);
            clients.forEach(CompletableFuture::join);

            assertThat(errors).isSubsetOf("P1001", "P1017");
            try (RawPlans plans = new RawPlans(gateway)) {
                List<Integer> kept = new ArrayList<>();
                plans.rows("select i from written")
                        .forEach(row -> kept.add(row.get(0).asInt()));
                assertThat(kept).containsAll(acknowledged);
            }
            assertThat(servers.valueOnStandby("select pg_is_in_recovery()")).isEqualTo("f");
        }
    }

    private void write(TestGateway gateway) {
        try (RawPlans plans = new RawPlans(gateway)) {
            while (!ended.get()) {
                int number = next.getAndIncrement();
                RawClient.Response answer =
                        plans.query("/query", "insert into written values ($1) returning i", number);
                if (answer.status() == 200) {
                    acknowledged.add(number);
                } else {
                    errors.add(answer.json().path("code").asString());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
