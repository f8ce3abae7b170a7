package dev.jprisma.gateway.prisma;

import static dev.jprisma.gateway.prisma.PrismaGateway.rawExecute;
import static dev.jprisma.gateway.prisma.PrismaGateway.rawQuery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionsTest {
    private static final Map<String, Object> OPTIONS = Map.of("timeout", 10_000, "maxWait", 2_000);

    @RegisterExtension
    private static final PrismaGateway gateway = new PrismaGateway();

    @BeforeEach
    void createTable() {
        TestServer.get().script("drop table if exists t; create table t(i int unique deferrable initially deferred)");
    }

    private static String rows() {
        return TestServer.get().value("select string_agg(i::text, ',' order by i) from t");
    }

    private static void insert(String transaction, int value) {
        assertThat(gateway.post(transaction + "/query", rawExecute("insert into t values ($1)", value))
                        .data())
                .isEqualTo(1L);
    }

    private static void assertP2028(PrismaGateway.Response answer, String message) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json()).containsEntry("code", "P2028");
        assertThat((String) answer.json().get("error")).contains(message);
    }

    @Test
    void commitsWhatItDid() {
        String transaction = gateway.begin(OPTIONS);
        insert(transaction, 1);
        assertThat(rows()).isNull();
        assertThat(gateway.post(transaction + "/commit", Map.of()).body()).isEqualTo("{}");
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void saysWhatBecameOfAClosedOne() {
        String committed = gateway.begin(OPTIONS);
        gateway.post(committed + "/commit", Map.of());
        String rolledBack = gateway.begin(OPTIONS);
        gateway.post(rolledBack + "/rollback", Map.of());

        assertP2028(gateway.post(committed + "/query", rawQuery("select 1")), "committed transaction");
        assertP2028(gateway.post(rolledBack + "/commit", Map.of()), "that was rolled back");
        assertP2028(gateway.post("/transaction/unknown/rollback", Map.of()), "Transaction not found");
    }

    @Test
    void nestsBySavepoints() {
        String transaction = gateway.begin(OPTIONS);
        String id = transaction.substring("/transaction/".length());
        insert(transaction, 1);
        assertThat(gateway.begin(Map.of("newTxId", id))).isEqualTo(transaction);
        insert(transaction, 2);
        gateway.post(transaction + "/rollback", Map.of());
        gateway.begin(Map.of("newTxId", id));
        insert(transaction, 3);
        gateway.post(transaction + "/commit", Map.of());
        insert(transaction, 4);
        gateway.post(transaction + "/commit", Map.of());
        assertThat(rows()).isEqualTo("1,3,4");
    }

    @Test
    void expiresAndCancelsWhatGoesOnInIt() {
        String transaction = gateway.begin(Map.of("timeout", 200, "maxWait", 2_000));
        insert(transaction, 1);
        assertP2028(
                gateway.post(transaction + "/query", rawQuery("select 1 from pg_sleep(30)")), "expired transaction");
        assertP2028(gateway.post(transaction + "/commit", Map.of()), "A commit cannot be executed on an expired");
        await().until(() -> gateway.hasEveryConnection());
        assertThat(rows()).isNull();
    }

    @Test
    void isolatesAsAsked() {
        String transaction = gateway.begin(Map.of("isolationLevel", "REPEATABLE READ"));
        assertThat(gateway.post(transaction + "/query", rawQuery("show transaction_isolation"))
                        .body())
                .contains("repeatable read");
        gateway.post(transaction + "/rollback", Map.of());
        assertP2028(
                gateway.post("/transaction/start", Map.of("isolationLevel", "SNAPSHOT")), "Invalid isolation level");
        assertThat(gateway.post("/transaction/start", Map.of("isolationLevel", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void reportsAnErrorOfTheCommit() {
        String transaction = gateway.begin(OPTIONS);
        insert(transaction, 1);
        insert(transaction, 1);
        PrismaGateway.Response answer = gateway.post(transaction + "/commit", Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).containsEntry("code", "P2002");
        assertP2028(gateway.post(transaction + "/query", rawQuery("select 1")), "rolled back");
    }

    @Test
    void doesNotWaitLongerThanMaxWait() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < PrismaGateway.CONNECTIONS; i++) {
            all.add(gateway.begin(OPTIONS));
        }
        assertP2028(
                gateway.post("/transaction/start", Map.of("maxWait", 50, "timeout", 100)),
                "Unable to start a transaction in the given time.");
        all.forEach(transaction -> gateway.post(transaction + "/rollback", Map.of()));
        assertThat(gateway.hasEveryConnection()).isTrue();
    }

    @Test
    void doesRequestsOneAtATime() {
        String transaction = gateway.begin(OPTIONS);
        List<CompletableFuture<PrismaGateway.Response>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int value = i;
            answers.add(CompletableFuture.supplyAsync(
                    () -> gateway.post(transaction + "/query", rawExecute("insert into t values ($1)", value))));
        }
        answers.forEach(answer -> assertThat(answer.join().data()).isEqualTo(1L));
        gateway.post(transaction + "/commit", Map.of());
        assertThat(rows().split(",")).hasSize(20);
    }
}
