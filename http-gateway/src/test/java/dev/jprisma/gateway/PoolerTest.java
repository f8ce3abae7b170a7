package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.settings.AnswerSettings;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A gateway behind which each transaction may have another session: PgBouncer with two for all connections. */
class PoolerTest {
    private static final Map<String, Object> OPTIONS = Map.of("timeout", 10_000, "maxWait", 5_000);

    private static PgBouncer pooler;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        TestServer.get().script("drop table if exists pooled; create table pooled (i int primary key, b bytea)");
        pooler = PgBouncer.inFrontOf(TestServer.get().address(), 2);
        gateway = gatewayFor(GatewaySettings.defaults(), pooler.address());
    }

    private static TestGateway gatewayFor(GatewaySettings settings, ServerAddress server) {
        return new TestGateway(settings, new GatewayTarget("pooled", server, TestGateway.KEY));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
            pooler.stop();
        }
    }

    @Test
    void answersManyThatComeAtOnceAndAgain() throws Exception {
        AtomicInteger right = new AtomicInteger();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            int base = client * 1000;
            clients.add(CompletableFuture.runAsync(() -> {
                try (RawPlans plans = new RawPlans(gateway)) {
                    for (int i = base; i < base + 50; i++) {
                        plans.execute("insert into pooled values ($1, $2)", i, null);
                        // Often enough to be kept prepared, were that possible here.
                        JsonNode rows = plans.rows("select i + 1 as next from pooled where i = $1", i);
                        assertThat(rows.at("/0/0").asInt()).isEqualTo(i + 1);
                        assertThat(gateway.sql("select $1::int as i", i)
                                        .json()
                                        .at("/rows/0/i")
                                        .asInt())
                                .isEqualTo(i);
                        right.incrementAndGet();
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        clients.forEach(CompletableFuture::join);
        assertThat(right).hasValue(400);
        assertThat(TestServer.get().value("select count(*) from pg_prepared_statements"))
                .isEqualTo("0");
    }

    @Test
    void keepsTransactionsApart() throws Exception {
        try (RawPlans one = new RawPlans(gateway);
                RawPlans other = new RawPlans(gateway)) {
            String first = begin(one);
            String second = begin(other);
            checked(one.query(first + "/query", "create temporary table mine on commit drop as select 1 as x"));
            checked(one.query(first + "/query", "select x from mine"));
            assertThat(other.query(second + "/query", "select x from mine").status())
                    .isEqualTo(400);
            checked(one.post(first + "/commit", Map.of()));
            checked(other.post(second + "/rollback", Map.of()));
        }
    }

    private static String begin(RawPlans client) throws IOException {
        return "/transaction/"
                + checked(client.post("/transaction/start", OPTIONS)).at("/id").asString();
    }

    private static JsonNode checked(RawClient.Response response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return response.json();
    }

    @Test
    void runsABatchInOneTransactionOfItsIsolationLevel() throws Exception {
        RawClient.Response answer;
        try (RawClient client = gateway.connect()) {
            answer = client.post(
                    "/sql",
                    TestGateway.AUTHORIZATION + "Neon-Batch-Isolation-Level: Serializable\n",
                    "{\"queries\": [{\"query\": \"select current_setting('transaction_isolation') as level\", \"params\": []},"
                            + "{\"query\": \"select 2 as two\", \"params\": []}]}");
        }
        assertThat(checked(answer).at("/results/0/rows/0/level").asString()).isEqualTo("serializable");
    }

    /** Of a server whose own settings are others, and for a batch that chooses an isolation level. */
    @Test
    void readsTheTextOfValuesAsItIsWhateverTheServerIsConfiguredTo() throws Exception {
        TestServer.get().script("drop database if exists unusual");
        TestServer.get().script("create database unusual");
        TestServer.get().script("alter database unusual set bytea_output = 'escape'");
        TestServer.get().script("alter database unusual set intervalstyle = 'sql_standard'");
        TestServer.get().script("alter database unusual set datestyle = 'German'");
        TestServer.get().script("alter database unusual set timezone = 'Asia/Tokyo'");
        GatewaySettings limited = GatewaySettings.defaults().withAnswers(new AnswerSettings(Duration.ofMillis(500), 0));
        try (TestGateway unusual = gatewayFor(limited, pooler.address().withDatabase("unusual"));
                RawPlans plans = new RawPlans(unusual)) {
            String sql = "select '\\x00ff'::bytea as b, '1 day 2 hours'::interval as i, date '2026-11-27' as d";
            for (int round = 0; round < 5; round++) {
                JsonNode row = checked(unusual.neon(sql)).at("/rows/0");
                assertThat(row.toString()).isEqualTo("[\"\\\\x00ff\",\"1 day 02:00:00\",\"2026-11-27\"]");
                assertThat(plans.rows("select timestamptz '2026-11-27 12:00:00+00' as t")
                                .toString())
                        .contains("2026-11-27T12:00:00");
            }
            RawClient.Response late = unusual.sql("select pg_sleep(30)");
            assertThat(late.body()).contains("57014");
            String transaction = begin(plans);
            assertThat(plans.query(transaction + "/query", "select '\\x00ff'::bytea as b")
                            .body())
                    .contains("AP8=");
            checked(plans.post(transaction + "/commit", Map.of()));
            RawClient.Response batch;
            try (RawClient client = unusual.connect()) {
                batch = client.post(
                        "/sql",
                        TestGateway.AUTHORIZATION + TestGateway.NEON
                                + "Neon-Batch-Isolation-Level: Serializable\nNeon-Batch-Read-Only: true\n",
                        "{\"queries\": [{\"query\": \"select 1/0\", \"params\": []}, {\"query\": \"select 2\", \"params\": []}]}");
            }
            assertThat(batch.body()).contains("division by zero");
        }
        TestServer.get().script("drop database unusual with (force)");
    }

    @Test
    void cancelsWhatItsClientHasLeft() throws Exception {
        try (RawClient client = gateway.connect()) {
            String body = TestGateway.body("select 'left' from pg_sleep(60)");
            client.send("POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + "Content-Length: "
                    + body.length() + "\n\n" + body);
            await().until(() -> sleeping().equals("1"));
        }
        await().until(() -> sleeping().equals("0"));
    }

    private static String sleeping() {
        return TestServer.get()
                .value("select count(*) from pg_stat_activity where query like '%left%pg_sleep%' and state = 'active'"
                        + " and pid <> pg_backend_pid()");
    }

    /** Which is how a link finds out that there is a pooler. */
    @Test
    void isToldByWhatItRefusesAndWhatItCallsASession() {
        ServerAddress through = pooler.address();
        ServerAddress direct = through.withOptions(through.options().withPooler(false));
        assertThatThrownBy(() -> PostgresConnection.open(
                        direct.withParameters(Map.of("bytea_output", "hex")), Duration.ofSeconds(5)))
                .isInstanceOf(ServerErrorException.class)
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("startup parameter");
        try (PostgresConnection connection = PostgresConnection.open(direct, Duration.ofSeconds(5))) {
            connection.query("select pg_backend_pid()", new ResultReceiver() {
                @Override
                public void row(Row row) {
                    assertThat(row.text(0)).isNotEqualTo(Integer.toString(connection.processId()));
                }
            });
        }
    }
}
