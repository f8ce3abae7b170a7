package dev.jprisma.gateway.prisma;

import static dev.jprisma.gateway.prisma.PrismaGateway.rawQuery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process of the server that does not answer, stopped as by a debugger. */
class FrozenServerTest {
    private final PrismaGateway gateway = new PrismaGateway();
    private long frozen;

    @BeforeEach
    void freezeAProcessInATransaction() throws Exception {
        String transaction = gateway.begin(Map.of("timeout", 500, "maxWait", 2_000));
        frozen = backendOf(transaction);
        signal("STOP");
    }

    @AfterEach
    void thaw() throws Exception {
        signal("CONT");
        gateway.close();
    }

    @SuppressWarnings("unchecked")
    private long backendOf(String transaction) {
        Map<String, Object> rows =
                (Map<String, Object>) gateway.post(transaction + "/query", rawQuery("select pg_backend_pid() as pid"))
                        .data();
        return ((Number) ((List<List<Object>>) rows.get("rows")).get(0).get(0)).longValue();
    }

    private void signal(String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(frozen))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void keepsNoOtherTransactionFromItsTimeout() {
        gateway.begin(Map.of("timeout", 1_000, "maxWait", 2_000));

        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> TestServer.get()
                        .value("select count(*)::text from pg_stat_activity where state ="
                                + " 'idle in transaction' and pid <> " + frozen)
                        .equals("0"));
    }

    @Test
    void keepsNoGatewayFromItsEnd() throws Exception {
        CompletableFuture.runAsync(gateway::close).get(60, TimeUnit.SECONDS);
    }
}
