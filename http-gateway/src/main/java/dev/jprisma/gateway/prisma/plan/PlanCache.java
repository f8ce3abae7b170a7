package dev.jprisma.gateway.prisma.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.JsonText;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Parsed plans by the text they were parsed from, bounded by the size of these. Of many threads. */
public final class PlanCache {
    /** Parsed, a plan takes several times the bytes of its text. */
    private static final long MOST_BYTES = 4 << 20;

    private static final int LARGEST_PLAN = 64 << 10;

    private final Cache<JsonText, PlanNode> plans = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((JsonText text, PlanNode plan) -> text.length())
            .build();

    /** The plan of this text; null if it is not there. */
    public PlanNode cached(JsonText text) {
        return text.length() > LARGEST_PLAN ? null : plans.getIfPresent(text);
    }

    /**
     * The plan of this text, which is there from now on.
     *
     * @param clientVersion of the client that sent it, for messages
     * @throws PrismaError 400 if it is not a plan, or has parts that are unknown here
     */
    public PlanNode plan(JsonText text, String clientVersion) {
        if (text.length() > LARGEST_PLAN) {
            return parse(text, clientVersion);
        }
        PlanNode plan = parse(text, clientVersion);
        plans.put(text.copy(), plan);
        return plan;
    }

    private static PlanNode parse(JsonText text, String clientVersion) {
        try (JsonParser json = text.parser()) {
            json.nextToken();
            return read(json, clientVersion, JsonReader.UNCOUNTED);
        } catch (JacksonException e) {
            throw JsonReader.malformed(e);
        }
    }

    /**
     * Reads a plan that is too large to be kept, from a parser at its first token to its last one.
     *
     * @param kept takes the bytes of memory of each part, as it is read
     * @throws PrismaError as above
     */
    public static PlanNode read(JsonParser json, String clientVersion, LongConsumer kept) {
        return new PlanParser(json, clientVersion, kept).node();
    }
}
