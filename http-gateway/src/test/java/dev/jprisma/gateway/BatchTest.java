package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BatchTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        gateway.sql("create table batched (a int primary key deferrable initially deferred)");
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.sql("drop table batched");
        gateway.close();
    }

    @Test
    void isOneTransactionWithOneResultEach() throws IOException {
        JsonNode results = gateway.post(
                        TestGateway.NEON,
                        "{\"queries\":[{\"query\":\"select pg_current_xact_id()\",\"params\":[]},"
                                + "{\"query\":\"create temp table x on commit drop as select $1::int as a\",\"params\":[5]},"
                                + "{\"query\":\"select a, pg_current_xact_id() from x\",\"arrayMode\":false}]}")
                .json()
                .get("results");
        assertThat(results).hasSize(3);
        assertThat(results.at("/1/command").asString()).isEqualTo("SELECT");
        assertThat(results.at("/2/rows/0/a").asString()).isEqualTo("5");
        assertThat(results.at("/2/rows/0/pg_current_xact_id")).isEqualTo(results.at("/0/rows/0/0"));
    }

    @Test
    void mayBeEmpty() throws IOException {
        assertThat(gateway.post("", "{\"queries\":[]}").body()).isEqualTo("{\"results\":[]}");
    }

    @Test
    void takesItsIsolationAndModesFromHeaders() throws IOException {
        RawClient.Response response = gateway.post(
                TestGateway.NEON
                        + "Neon-Batch-Isolation-Level: Serializable\nNeon-Batch-Read-Only: true\nNeon-Batch-Deferrable: true\n",
                "{\"queries\":[{\"query\":\"select current_setting('transaction_isolation'),"
                        + " current_setting('transaction_read_only'), current_setting('transaction_deferrable')\"}]}");
        assertThat(response.json().at("/results/0/rows/0").toString()).isEqualTo("[\"serializable\",\"on\",\"on\"]");
        assertThat(response.headers())
                .containsEntry("neon-batch-isolation-level", "Serializable")
                .containsEntry("neon-batch-read-only", "true")
                .containsEntry("neon-batch-deferrable", "true");
    }

    @Test
    void refusesAnUnknownIsolationLevel() throws IOException {
        RawClient.Response response = gateway.post("Neon-Batch-Isolation-Level: serializable\n", "{\"queries\":[]}");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().get("message").asString()).contains("invalid isolation level");
    }

    @Test
    void isRolledBackAsAWholeByAnError() throws IOException {
        for (String failing : new String[] {
            "select 1/0", "insert into batched values (1)", "copy (select 1) to stdout", "copy batched from stdin"
        }) {
            RawClient.Response response = gateway.post(
                    "",
                    "{\"queries\":[{\"query\":\"insert into batched values (1)\"},{\"query\":\"" + failing + "\"},"
                            + "{\"query\":\"select 1\"}]}");
            assertThat(response.status()).as(failing).isEqualTo(400);
            assertThat(gateway.sql("select from batched").json().get("rows")).isEmpty();
        }
    }

    @Test
    void neverLeavesATransactionOpen() throws IOException {
        gateway.post("", "{\"queries\":[{\"query\":\"commit\"},{\"query\":\"begin\"},{\"query\":\"select 1\"}]}");
        gateway.sql("begin");
        gateway.sql("start transaction isolation level serializable");
        assertThat(gateway.sql("select count(*)::int as open from pg_stat_activity"
                                + " where state like 'idle in transaction%'")
                        .json()
                        .at("/rows/0/open")
                        .asInt())
                .isZero();
    }
}
