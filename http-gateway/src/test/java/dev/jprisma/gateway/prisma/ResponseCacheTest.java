package dev.jprisma.gateway.prisma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.TestServer;
import dev.jprisma.gateway.prisma.cache.ResponseCache;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Accelerate's extension asks for, in its headers. */
class ResponseCacheTest {
    @RegisterExtension
    private static final PrismaGateway gateway = new PrismaGateway();

    @BeforeAll
    static void start() {
        TestServer.get().script("create sequence if not exists reads");
    }

    @BeforeEach
    void forget() {
        gateway.post("/invalidate", Map.of("tags", "all"));
    }

    private static PrismaGateway.Response read(String operation, String... headers) {
        return read("select nextval('reads')", operation, headers);
    }

    private static PrismaGateway.Response read(String sql, String operation, String[] headers) {
        Map<String, Object> request = new LinkedHashMap<>(PrismaGateway.rawQuery(sql));
        request.put("model", "User");
        request.put("operation", operation);
        return gateway.post("/query", request, headers);
    }

    private static String status(PrismaGateway.Response answer) {
        return answer.header("accelerate-cache-status");
    }

    @Test
    void answersAgainWithinTheTimeToLive() {
        PrismaGateway.Response first = read("findMany", "cache-control", "max-age=60");
        PrismaGateway.Response second = read("findMany", "cache-control", "max-age=60", "X-Capture-Telemetry", "query");
        assertThat(status(first)).isEqualTo("miss");
        assertThat(status(second)).isEqualTo("ttl");
        assertThat(second.data()).isEqualTo(first.data());
        assertThat(second.body()).endsWith("\"extensions\":{\"logs\":[]}}");
        assertThat(second.header("last-modified")).isNotEmpty();
    }

    @Test
    void servesOnceMoreWhileItFetchesAnew() {
        PrismaGateway.Response first = read("findMany", "cache-control", "stale-while-revalidate=60");
        PrismaGateway.Response stale = read("findMany", "cache-control", "stale-while-revalidate=60");
        assertThat(status(stale)).isEqualTo("swr");
        assertThat(stale.data()).isEqualTo(first.data());
        await().until(() -> !read("findMany", "cache-control", "stale-while-revalidate=60")
                .data()
                .equals(first.data()));
    }

    @Test
    void passesOnWhatIsTooLargeToBeKept() {
        String sql = "select nextval('reads'), repeat('x', 1000) from generate_series(1, 10000)";
        String[] headers = {"cache-control", "max-age=60"};
        PrismaGateway.Response first = read(sql, "findMany", headers);
        PrismaGateway.Response second = read(sql, "findMany", headers);
        assertThat(first.body()).hasSizeGreaterThan(ResponseCache.LARGEST_ANSWER);
        assertThat(status(first)).isEqualTo("miss");
        assertThat(status(second)).isEqualTo("miss");
        assertThat(second.body()).isNotEqualTo(first.body());
    }

    @Test
    void forgetsByTag() {
        Object first = read("findMany", "cache-control", "max-age=60", "accelerate-cache-tags", "a,b")
                .data();
        gateway.post("/invalidate", Map.of("tags", List.of("c")));
        assertThat(read("findMany", "cache-control", "max-age=60").data()).isEqualTo(first);
        gateway.post("/invalidate", Map.of("tags", List.of("b")));
        assertThat(read("findMany", "cache-control", "max-age=60").data()).isNotEqualTo(first);
    }

    @Test
    void keepsNoAnswerThatMayBeOfBeforeAnInvalidation() throws Exception {
        String sql = "select nextval('reads'), pg_advisory_xact_lock(4711)::text";
        String[] headers = {"cache-control", "max-age=60"};
        CompletableFuture<PrismaGateway.Response> before;
        try (PostgresConnection blocking = TestServer.get().connect()) {
            blocking.query("select pg_advisory_lock(4711)", ResultReceiver.NONE);
            before = CompletableFuture.supplyAsync(() -> read(sql, "findMany", headers));
            await().until(() -> TestServer.get()
                    .value("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                    .equals("1"));
            gateway.post("/invalidate", Map.of("tags", "all"));
        }
        assertThat(before.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);

        assertThat(status(read(sql, "findMany", headers))).isEqualTo("miss");
        assertThat(status(read(sql, "findMany", headers))).isEqualTo("ttl");
    }

    @Test
    void cachesReadsOnlyAndOnlyIfAsked() {
        assertThat(status(read("createOne", "cache-control", "max-age=60"))).isEqualTo("none");
        assertThat(status(read("findMany", "cache-control", "no-cache"))).isEqualTo("none");
        assertThat(read("findMany").data()).isNotEqualTo(read("findMany").data());
    }
}
