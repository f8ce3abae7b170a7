package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.PoolSettings;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests for which there is no session yet. */
@Timeout(60)
class WaitingRequestsTest {

    private static final int SESSIONS = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway(GatewaySettings.defaults()
            .withPool(PoolSettings.defaults().with(SESSIONS, LONGEST_WAIT, Duration.ofSeconds(10))));

    private final List<RawClient> clients = new ArrayList<>();
    private PostgresConnection holder;

    /** Every statement of these tests waits for this lock. */
    @BeforeEach
    void holdTheLock() {
        holder = TestServer.get().connect();
        holder.query(
                "drop table if exists waited; create table waited (who text); select pg_advisory_lock(4711)",
                ResultReceiver.NONE);
    }

    @AfterEach
    void close() throws IOException {
        holder.close();
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void keepNoThreadAndAreAllAnswered() throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        int before = threads.getThreadCount();
        for (int i = 0; i < 300; i++) {
            send("request " + i);
        }

        holder.close();

        for (RawClient client : clients) {
            assertThat(client.read().status()).isEqualTo(200);
        }
        assertThat(threads.getPeakThreadCount() - before).isLessThan(150);
        assertThat(gateway.sql("select count(*) from waited")
                        .json()
                        .at("/rows/0/count")
                        .asInt())
                .isEqualTo(300);
    }

    @Test
    void areToldWhenTheyHaveWaitedTooLong() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            send("has a session");
        }
        awaitStatementsUnderWay();
        for (int i = SESSIONS; i < SESSIONS + 3; i++) {
            send("waits");
        }
        for (RawClient client : clients.subList(SESSIONS, SESSIONS + 3)) {
            RawClient.Response refused = client.read();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().get("code").asString()).isEqualTo("POOL_EXHAUSTED");
            assertThat(refused.json().get("message").asString()).contains("All 2 connections");
        }
    }

    @Test
    void areNotExecutedOnceTheirClientHasLeft() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            send("stays");
        }
        awaitStatementsUnderWay();
        RawClient leaver = send("leaves");
        leaver.socket().shutdownOutput();
        assertThat(leaver.readBytes(1)).isEmpty();

        holder.close();
        for (RawClient client : clients.subList(0, SESSIONS)) {
            assertThat(client.read().status()).isEqualTo(200);
        }
        assertThat(gateway.sql("select count(*) from waited where who = 'leaves'")
                        .json()
                        .at("/rows/0/count")
                        .asInt())
                .isZero();
    }

    private void awaitStatementsUnderWay() {
        await().until(() -> Queries.value(
                        holder,
                        "select count(*) from pg_locks where locktype = 'advisory' and objid = 4711 and not granted")
                .equals(Integer.toString(SESSIONS)));
    }

    private RawClient send(String who) throws IOException {
        RawClient client = gateway.connect();
        clients.add(client);
        String body = TestGateway.body(
                "with held as (select pg_advisory_xact_lock(4711)) insert into waited select $1 from held", who);
        client.send("POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + "Content-Length: "
                + body.length() + "\n\n");
        client.sendBytes(body.getBytes(StandardCharsets.UTF_8));
        return client;
    }
}
