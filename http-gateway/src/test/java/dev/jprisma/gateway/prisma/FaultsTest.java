package dev.jprisma.gateway.prisma;

import static dev.jprisma.gateway.prisma.PrismaGateway.rawExecute;
import static dev.jprisma.gateway.prisma.PrismaGateway.rawQuery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.LoggedLines;
import dev.jprisma.gateway.TestGateway;
import dev.jprisma.gateway.TestServer;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that die and clients that vanish. */
class FaultsTest {
    private static final String END_OTHERS = "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
            + " where backend_type = 'client backend' and pid <> pg_backend_pid()";

    @RegisterExtension
    private static final PrismaGateway gateway = new PrismaGateway();

    @Test
    void survivesAPostmasterKilledInAQuery() {
        CompletableFuture<PrismaGateway.Response> answer = CompletableFuture.supplyAsync(
                () -> gateway.post("/query", rawQuery("select 'killed' from pg_sleep(30)")));
        await().until(() -> TestServer.get()
                .value("select count(*) from pg_stat_activity where query like '%pg_sleep(30)%' and state = 'active'"
                        + " and pid <> pg_backend_pid()")
                .equals("1"));
        restart();
        assertThat(answer.join().json()).containsEntry("code", "P1017");
        assertThat(gateway.post("/query", rawQuery("select 1")).status()).isEqualTo(200);
    }

    @Test
    void survivesAPostmasterKilledInATransaction() {
        String transaction = gateway.begin(Map.of("timeout", 10_000, "maxWait", 2_000));
        gateway.post(transaction + "/query", rawQuery("select 1"));
        restart();
        assertThat(gateway.post(transaction + "/query", rawQuery("select 1")).json())
                .containsEntry("code", "P1017");
        assertThat(gateway.post(transaction + "/commit", Map.of()).json()).containsEntry("code", "P2028");
        assertThat(gateway.post("/query", rawQuery("select 1")).status()).isEqualTo(200);
    }

    @Test
    void saysThatThereIsNoServer() {
        TestServer.get().kill();
        try {
            assertThat(gateway.post("/query", rawQuery("select 1")).json()).containsEntry("code", "P1001");
        } finally {
            TestServer.get().start();
        }
        assertThat(gateway.post("/query", rawQuery("select 1")).status()).isEqualTo(200);
    }

    @Test
    void answersWhenTheServerHasJustEndedTheIdleConnection() {
        for (int i = 0; i < 20; i++) {
            TestServer.get().value(END_OTHERS);
            PrismaGateway.Response answer = gateway.post("/query", rawExecute("select 1"));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"queryRaw", "executeRaw"})
    void doesNotRepeatWhatMayHaveBeenExecuted(String operation) {
        TestServer.get().script("drop sequence if exists executions; create sequence executions");
        // Of the two operations the one takes the extended protocol, the other the simple one.
        String write = "do $$ begin perform nextval('executions'); perform pg_sleep(30); end $$";
        CompletableFuture<PrismaGateway.Response> answer = CompletableFuture.supplyAsync(
                () -> gateway.post("/query", operation.equals("queryRaw") ? rawQuery(write) : rawExecute(write)));
        await().until(() -> TestServer.get()
                .value("select count(*) from pg_stat_activity where query like 'do %executions%' and state = 'active'")
                .equals("1"));
        TestServer.get().value(END_OTHERS);
        assertThat(answer.join().json()).containsEntry("code", "P1017");
        assertThat(TestServer.get().value("select last_value from executions")).isEqualTo("1");
    }

    private static void restart() {
        TestServer.get().kill();
        TestServer.get().start();
    }

    @Test
    void takesItsConnectionsBackFromAThousandClientsThatVanish() throws IOException {
        // As a column the series is streamed; as a table it would be made as a whole first, a thousand times.
        byte[] large = ValueWriter.text(rawQuery("select repeat('x', 1000), generate_series(1, 1000000)"))
                .getBytes(StandardCharsets.UTF_8);
        byte[] start = "{\"timeout\":100,\"maxWait\":5000}".getBytes(StandardCharsets.UTF_8);
        try (LoggedLines log = new LoggedLines()) {
            for (int i = 0; i < 250; i++) {
                vanish("/query", large, 1024);
                vanish("/query", large, 0);
                vanish("/transaction/start", start, 1);
                String transaction = gateway.begin(Map.of("timeout", 400, "maxWait", 5_000));
                vanish(transaction + "/query", large, i % 2);
            }
            await().atMost(Duration.ofSeconds(60)).until(gateway::hasEveryConnection);
            assertThat(log.warnings()).isEmpty();
        }
        assertThat(gateway.post("/query", rawExecute("select 1")).status()).isEqualTo(200);
        assertThat(TestServer.get()
                        .value("select count(*) from pg_stat_activity where state like 'idle in transaction%'"))
                .isEqualTo("0");
    }

    private static void vanish(String path, byte[] body, int read) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.setSoLinger(true, 0);
            String head =
                    "POST " + path + " HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\nAuthorization: Bearer "
                            + TestGateway.KEY + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            in.readNBytes(read);
        }
    }
}
