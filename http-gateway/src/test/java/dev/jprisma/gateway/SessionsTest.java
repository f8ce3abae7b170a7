package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.PoolSettings;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of connections to PostgreSQL between, and instead of, requests. */
class SessionsTest {

    private static final Duration IDLE = Duration.ofMillis(300);

    private static TestGateway gateway;
    private static PostgresConnection observer;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                GatewaySettings.defaults().withPool(PoolSettings.defaults().with(3, Duration.ofMillis(500), IDLE)));
        observer = TestServer.get().connect();
    }

    @AfterAll
    static void stop() {
        observer.close();
        gateway.close();
    }

    @Test
    void showNothingOfEarlierRequests() throws IOException {
        String pid = pid();
        for (String change : List.of(
                "set search_path = pg_catalog",
                "select set_config('search_path', 'pg_catalog', false)",
                "do $$begin perform set_config('search_path', 'pg_catalog', false); end$$",
                "set session authorization pg_read_all_data",
                "set role pg_read_all_data",
                "create temp table leaked (a int)",
                "select pg_advisory_lock(42)",
                "prepare leaked as select 1",
                "do $$begin execute 'prepare leaked as select 1'; end$$",
                "listen leaked",
                "declare leaked cursor with hold for select 1",
                "set timezone = 'Europe/Rome'",
                "discard all")) {
            assertThat(gateway.neon(change).status()).as(change).isEqualTo(200);
            assertThat(gateway.neon("select current_setting('search_path'), current_user, session_user,"
                                    + " to_regclass('leaked'), (select count(*) from pg_locks where locktype ="
                                    + " 'advisory'), (select count(*) from pg_prepared_statements where"
                                    + " from_sql), (select count(*) from pg_listening_channels()), (select"
                                    + " count(*) from pg_cursors where name <> ''),"
                                    + " current_setting('timezone') <> 'Europe/Rome'")
                            .json()
                            .at("/rows/0")
                            .toString())
                    .as(change)
                    .isEqualTo(
                            "[\"\\\"$user\\\", public\",\"postgres\",\"postgres\",null,\"0\",\"0\",\"0\",\"0\",\"t\"]");
        }
        assertThat(pid()).as("the same connection all the time").isEqualTo(pid);
    }

    @Test
    void areClosedWhenUnused() throws IOException {
        String pid = pid();
        await().until(() -> Queries.value(observer, "select count(*) from pg_stat_activity where pid = $1::int", pid)
                .equals("0"));
    }

    @Test
    void areLimitedAndWaitedForAWhile() {
        List<CompletableFuture<RawClient.Response>> slow = IntStream.range(0, 3)
                .mapToObj(i -> post("select pg_sleep(60) /* busy */"))
                .toList();
        await().until(() -> Queries.active(observer, "/* busy */") == 3);
        RawClient.Response refused = post("select 1").join();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().get("code").asString()).isEqualTo("POOL_EXHAUSTED");
        assertThat(refused.json().get("message").asString()).contains("All 3 connections", "500 ms");
        Queries.value(
                observer,
                "select count(pg_cancel_backend(pid)) from pg_stat_activity where query like '%/* busy */%' and pid <>"
                        + " pg_backend_pid()");
        slow.forEach(response ->
                assertThat(response.join().json().get("code").asString()).isEqualTo("57014"));
        assertThat(post("select 1").join().status()).isEqualTo(200);
    }

    @Test
    void areSharedByManyRequestsAtOnce() {
        Set<String> answers = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> requests = IntStream.range(0, 60)
                .mapToObj(i -> post("select " + i + " as i")
                        .thenAccept(response ->
                                answers.add(response.json().at("/rows/0/i").toString())))
                .toList();
        requests.forEach(CompletableFuture::join);
        assertThat(answers).hasSize(60);
    }

    @Test
    void areReplacedAfterARestart() throws IOException {
        for (int i = 0; i < 3; i++) {
            IntStream.range(0, 3)
                    .mapToObj(n -> post("select pg_sleep(0.05)"))
                    .toList()
                    .forEach(CompletableFuture::join);
            observer.close();
            TestServer.get().stop();
            TestServer.get().start();
            observer = TestServer.get().connect();
            for (int n = 0; n < 3; n++) {
                assertThat(gateway.sql("select 1").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void areReplacedWhenTheServerHasJustEndedThem() throws IOException {
        for (int i = 0; i < 20; i++) {
            String pid = pid();
            Queries.value(observer, "select pg_terminate_backend($1::int, 10000)", pid);
            assertThat(gateway.sql("select 1").status()).isEqualTo(200);
        }
    }

    @Test
    void doNotWorkOnForAClientThatWentAway() throws IOException {
        try (RawClient client = gateway.connect()) {
            String body = TestGateway.body("select pg_sleep(60) /* abandoned */");
            client.send("POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + "Content-Length: "
                    + body.length() + "\n\n" + body);
            await().until(() -> Queries.active(observer, "/* abandoned */") == 1);
        }
        await().until(() -> Queries.active(observer, "/* abandoned */") == 0);
        assertThat(gateway.sql("select 1").status()).isEqualTo(200);
    }

    @Test
    void doNotWorkOnForAClientThatWentAwayInTheMiddleOfItsAnswer() throws IOException {
        try (RawClient client = gateway.connect()) {
            String body = TestGateway.body("select repeat('x', 1000), generate_series(1, 100000000) /* half */");
            client.send("POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + "Content-Length: "
                    + body.length() + "\n\n" + body);
            await().until(() -> Queries.active(observer, "/* half */") == 1);
            client.socket().getInputStream().readNBytes(100_000);
        }
        await().until(() -> Queries.active(observer, "/* half */") == 0);
    }

    @Test
    void areWatchedWithoutLosingTheNextRequest() throws IOException {
        try (RawClient client = gateway.connect()) {
            String first = TestGateway.body("select pg_sleep(1.2)");
            String second = TestGateway.body("select 2 as two");
            for (String body : List.of(first, second)) {
                client.send("POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION
                        + "Content-Length: " + body.length() + "\n\n");
                client.sendBytes(body.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().json().at("/rows/0/two").asInt()).isEqualTo(2);
        }
    }

    private static String pid() throws IOException {
        return gateway.sql("select pg_backend_pid() as pid")
                .json()
                .at("/rows/0/pid")
                .toString();
    }

    private static CompletableFuture<RawClient.Response> post(String query) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return gateway.sql(query);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                command -> new Thread(command).start());
    }
}
