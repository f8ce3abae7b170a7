package dev.jprisma.gateway.prisma;

import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.prisma.cache.CacheStrategy;
import dev.jprisma.gateway.prisma.cache.CopyingStream;
import dev.jprisma.gateway.prisma.cache.ResponseCache;
import dev.jprisma.gateway.prisma.execute.PlanExecutor;
import dev.jprisma.gateway.prisma.execute.QueryRequest;
import dev.jprisma.gateway.prisma.telemetry.Telemetry;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers reads from the cache as Accelerate would, and says in the same headers whether it did. Of many threads. */
final class CachedQueries {
    private static final Logger LOG = LoggerFactory.getLogger(CachedQueries.class);

    private final PlanExecutor executor;
    private final ResponseCache cache = new ResponseCache();

    CachedQueries(PlanExecutor executor) {
        this.executor = executor;
    }

    ResponseCache cache() {
        return cache;
    }

    /** Only what reads may be cached. */
    static boolean isRead(QueryRequest request) {
        return switch (request.operation()) {
            case "findUnique",
                    "findUniqueOrThrow",
                    "findFirst",
                    "findFirstOrThrow",
                    "findMany",
                    "aggregate",
                    "groupBy",
                    "count" -> request.model() != null;
            default -> false;
        };
    }

    /** A name for the request in the form of Accelerate's: the part after the hyphen is the region. */
    static String requestId() {
        return String.format("%016x-LOCAL", ThreadLocalRandom.current().nextLong());
    }

    /** Answers from the cache, or anew while the client stays. */
    void answer(Call call, QueryRequest request, CacheStrategy strategy, ClientWatch clients) {
        ResponseCache.Key key = ResponseCache.Key.of(request);
        long begun = cache.invalidations();
        ResponseCache.Entry entry = cache.get(key);
        if (entry == null) {
            describe(call.exchange(), "miss", Instant.now());
            PlanExecutor.Execution execution = executor.execution(request, call.telemetry());
            call.during(
                    clients,
                    execution::cancel,
                    () -> call.streamAndCopy(
                            execution::run,
                            ResponseCache.LARGEST_ANSWER,
                            data -> cache.put(key, data, strategy, begun)));
            return;
        }
        call.exchange().route().traffic().cacheHit();
        if (entry.isFresh()) {
            describe(call.exchange(), "ttl", entry.modified());
        } else {
            describe(call.exchange(), "swr", entry.modified());
            refresh(key, entry, request, strategy);
        }
        String text = new String(entry.data(), StandardCharsets.UTF_8);
        call.stream(out -> out.json().writeRawValue(text));
    }

    private static void describe(Exchange exchange, String status, Instant modified) {
        exchange.setHeader("accelerate-cache-status", status);
        exchange.setHeader(
                "last-modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)));
        exchange.setHeader("cf-ray", requestId());
    }

    private void refresh(
            ResponseCache.Key key, ResponseCache.Entry entry, QueryRequest request, CacheStrategy strategy) {
        if (!entry.refreshing().compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(() -> refetch(key, request, strategy), "jprisma-cache-refresh");
        thread.setDaemon(true);
        thread.start();
    }

    private void refetch(ResponseCache.Key key, QueryRequest request, CacheStrategy strategy) {
        long begun = cache.invalidations();
        try {
            PlanExecutor.Execution execution = executor.execution(request, Telemetry.NONE);
            byte[] data =
                    CopyingStream.write(execution::run, OutputStream.nullOutputStream(), ResponseCache.LARGEST_ANSWER);
            cache.put(key, data, strategy, begun);
        } catch (RuntimeException e) {
            LOG.warn("A cached answer could not be refreshed; it is served until its time is over", e);
        }
    }
}
