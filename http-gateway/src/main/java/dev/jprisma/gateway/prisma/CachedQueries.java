package dev.jprisma.gateway.prisma;

import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers reads from the cache as Accelerate would, and says in the same headers whether it did. Of many threads. */
final class CachedQueries {
    private static final Logger LOG = LoggerFactory.getLogger(CachedQueries.class);

    private final PlanExecutor executor;
    private final AnswerCache cache = new AnswerCache();

    CachedQueries(PlanExecutor executor) {
        this.executor = executor;
    }

    AnswerCache cache() {
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

    /** The data as JSON text, from the cache or new. */
    byte[] answer(
            PlanNode plan,
            QueryRequest request,
            CacheStrategy strategy,
            Telemetry telemetry,
            BiConsumer<String, String> headers) {
        AnswerCache.Key key = AnswerCache.Key.of(request);
        AnswerCache.Entry entry = cache.get(key);
        String status = "miss";
        if (entry == null) {
            entry = cache.put(key, execute(plan, request, telemetry), strategy);
        } else if (entry.isFresh()) {
            status = "ttl";
        } else {
            status = "swr";
            refresh(key, entry, plan, request, strategy);
        }
        headers.accept("accelerate-cache-status", status);
        headers.accept(
                "last-modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(entry.modified().atOffset(ZoneOffset.UTC)));
        headers.accept("cf-ray", requestId());
        return entry.data();
    }

    private byte[] execute(PlanNode plan, QueryRequest request, Telemetry telemetry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnswerWriter writer = new AnswerWriter(out);
        executor.execution(plan, request, telemetry).run(writer);
        writer.close();
        return out.toByteArray();
    }

    private void refresh(
            AnswerCache.Key key, AnswerCache.Entry entry, PlanNode plan, QueryRequest request, CacheStrategy strategy) {
        if (!entry.refreshing().compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(() -> refetch(key, plan, request, strategy), "jprisma-cache-refresh");
        thread.setDaemon(true);
        thread.start();
    }

    private void refetch(AnswerCache.Key key, PlanNode plan, QueryRequest request, CacheStrategy strategy) {
        try {
            cache.put(key, execute(plan, request, Telemetry.NONE), strategy);
        } catch (RuntimeException e) {
            LOG.warn("A cached answer could not be refreshed; it is served until its time is over", e);
        }
    }
}
