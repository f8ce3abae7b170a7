package dev.jprisma.gateway.prisma;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;

/** Parsed plans by the bytes they were parsed from, bounded by the size of these. Of many threads. */
final class PlanCache {
    /** Parsed, a plan takes several times the bytes of its text. */
    private static final long MOST_BYTES = 4 << 20;

    private static final int LARGEST_PLAN = 64 << 10;

    private record Key(byte[] json, int hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && hash == key.hash && Arrays.equals(json, key.json);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Cache<Key, PlanNode> plans = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, PlanNode plan) -> key.json().length)
            .build();

    /**
     * The plan of this text.
     *
     * @param clientVersion of the client that sent it, for messages
     * @throws PrismaError 400 if it is not a plan, or has parts that are unknown here
     */
    PlanNode plan(byte[] json, String clientVersion) {
        if (json.length > LARGEST_PLAN) {
            return parse(json, clientVersion);
        }
        Key key = new Key(json, Arrays.hashCode(json));
        PlanNode plan = plans.getIfPresent(key);
        if (plan == null) {
            plan = parse(json, clientVersion);
            plans.put(key, plan);
        }
        return plan;
    }

    private static PlanNode parse(byte[] json, String clientVersion) {
        return new PlanParser(clientVersion).node(JsonReader.read(json, 0, json.length));
    }
}
