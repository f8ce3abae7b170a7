package dev.jprisma.gateway.prisma.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.jprisma.gateway.prisma.execute.QueryRequest;
import dev.jprisma.gateway.prisma.value.JsonText;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers of one instance, each for as long as its client allowed, all of them bounded in bytes. Of many threads. */
public final class ResponseCache {
    private static final long MOST_BYTES = 32 << 20;

    /** Bytes of one that is kept; who asks for more gets it from the database each time. */
    public static final int LARGEST_ANSWER = 8 << 20;

    /**
     * A request of which the answer is the same.
     *
     * @param bytes of memory that it takes, about
     */
    public record Key(JsonText plan, Map<String, Object> parameters, int bytes) {
        /** Read, parameters take several times the bytes of their text. */
        private static final int EXPANSION = 5;

        /** Of the plan and the parameters that a request has. */
        public static Key of(QueryRequest request) {
            int parameters = request.length() - request.plan().length();
            return new Key(request.plan(), request.parameters(), request.plan().length() + EXPANSION * parameters);
        }

        /** The same, to be kept: without the body around the plan. */
        private Key copy() {
            return new Key(plan.copy(), parameters, bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && plan.equals(key.plan) && parameters.equals(key.parameters);
        }

        @Override
        public int hashCode() {
            return 31 * plan.hashCode() + parameters.hashCode();
        }
    }

    /**
     * An answer.
     *
     * @param data JSON text
     * @param refreshing set by the one request that fetches it anew
     */
    public record Entry(
            byte[] data, CacheStrategy strategy, Instant modified, long storedNanos, AtomicBoolean refreshing) {
        /** Whether it is served as it is; else it is served, and fetched anew. */
        public boolean isFresh() {
            return System.nanoTime() - storedNanos < strategy.ttl().toNanos();
        }
    }

    private static final class Life implements Expiry<Key, Entry> {
        @Override
        public long expireAfterCreate(Key key, Entry entry, long now) {
            return entry.strategy().life().toNanos();
        }

        @Override
        public long expireAfterUpdate(Key key, Entry entry, long now, long left) {
            return entry.strategy().life().toNanos();
        }

        @Override
        public long expireAfterRead(Key key, Entry entry, long now, long left) {
            return left;
        }
    }

    private final Cache<Key, Entry> entries = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, Entry entry) -> entry.data().length + key.bytes() + 512)
            .expireAfter(new Life())
            .build();

    private long invalidations;

    /** Null if there is none that may still be used. */
    public Entry get(Key key) {
        return entries.getIfPresent(key);
    }

    /** How often answers were forgotten until now. */
    public synchronized long invalidations() {
        return invalidations;
    }

    /**
     * Keeps an answer, unless some were forgotten since its query began: it may be of before.
     *
     * @param data JSON text; null if there are too many to be kept
     * @param begun the invalidations at that time
     */
    public synchronized void put(Key key, byte[] data, CacheStrategy strategy, long begun) {
        if (data == null || begun != invalidations) {
            entries.invalidate(key);
        } else {
            entries.put(key.copy(), new Entry(data, strategy, Instant.now(), System.nanoTime(), new AtomicBoolean()));
        }
    }

    /** Forgets every answer that has one of the tags. */
    public synchronized void invalidate(Collection<String> tags) {
        invalidations++;
        entries.asMap()
                .values()
                .removeIf(entry -> tags.stream().anyMatch(entry.strategy().tags()::contains));
    }

    /** Forgets every answer. */
    public synchronized void invalidateAll() {
        invalidations++;
        entries.invalidateAll();
    }
}
