package dev.jprisma.gateway.prisma;

import static dev.jprisma.gateway.prisma.PrismaGateway.rawQuery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** 200 clients at once, queries and transactions, on a pool of ten; for {@code -Dmany.clients.seconds=60} a minute. */
class ManyClientsTest {
    private static final int CLIENTS = 200;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("many.clients.seconds", 5));
    private static final Set<Object> DOCUMENTED_LIMITS = Set.of("P2024", "P2037", "P2028");
    private static final long FLAT = 64L << 20;

    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final LongAdder successes = new LongAdder();

    @Test
    void serves200ClientsOnAPoolOfTen() throws Exception {
        try (PrismaGateway gateway = new PrismaGateway()) {
            run(gateway, TIME.dividedBy(3));
            long before = usedMemory();
            run(gateway, TIME.multipliedBy(2).dividedBy(3));
            assertThat(usedMemory() - before).isLessThan(FLAT);
            assertThat(outcomes).as("%s successes", successes).isEmpty();
            assertThat(successes.sum()).isPositive();
            assertThat(gateway.hasEveryConnection()).isTrue();
        }
        System.out.println(CLIENTS + " clients: " + successes + " requests done in " + TIME);
    }

    @Test
    void letsTransactionsGoOnThoughHundredsWaitForTheirSessions() throws Exception {
        int waiting = 250;
        Map<String, Object> options = Map.of("timeout", 30_000, "maxWait", 30_000);
        ExecutorService threads = Executors.newFixedThreadPool(waiting);
        try (PrismaGateway gateway = new PrismaGateway()) {
            List<String> transactions = new ArrayList<>();
            for (int i = 0; i < PrismaGateway.CONNECTIONS; i++) {
                transactions.add(gateway.begin(options));
            }
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 0; i < waiting; i++) {
                others.add(threads.submit(() -> gateway.post(gateway.begin(options) + "/commit", Map.of())
                        .status()));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> gatewayThreads() > waiting);

            for (String transaction : transactions) {
                assertThat(gateway.post(transaction + "/query", rawQuery("select 1"))
                                .status())
                        .isEqualTo(200);
                assertThat(gateway.post(transaction + "/commit", Map.of()).status())
                        .isEqualTo(200);
            }
            for (Future<Integer> other : others) {
                assertThat(other.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long gatewayThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gateway"))
                .count();
    }

    private void run(PrismaGateway gateway, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        long end = System.nanoTime() + time.toNanos();
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> askUntil(end, gateway)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void askUntil(long end, PrismaGateway gateway) {
        for (int i = 0; System.nanoTime() < end; i++) {
            if (i % 10 == 0) {
                askInTransaction(gateway);
            } else {
                count(gateway.post("/query", rawQuery("select 1 as one")));
            }
        }
    }

    private void askInTransaction(PrismaGateway gateway) {
        PrismaGateway.Response started =
                gateway.post("/transaction/start", Map.of("timeout", 20_000, "maxWait", 5_000));
        count(started);
        if (started.status() == 200) {
            String path = "/transaction/" + started.json().get("id");
            count(gateway.post(path + "/query", rawQuery("select 1 as one")));
            count(gateway.post(path + "/commit", Map.of()));
        }
    }

    private void count(PrismaGateway.Response answer) {
        if (answer.status() == 200) {
            successes.increment();
        } else if (!DOCUMENTED_LIMITS.contains(answer.json().get("code"))) {
            outcomes.computeIfAbsent(answer.body(), body -> new LongAdder()).increment();
        }
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
