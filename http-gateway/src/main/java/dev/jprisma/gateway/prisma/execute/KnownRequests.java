package dev.jprisma.gateway.prisma.execute;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.plan.PlanCache;
import dev.jprisma.gateway.prisma.plan.PlanNode;
import dev.jprisma.gateway.prisma.value.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;

/**
 * Reads requests, and remembers what their plans are by all bytes up to the values of the parameters: of a request that
 * begins like another one only the rest is read. Bounded in bytes. Of many threads.
 */
final class KnownRequests {
    private static final byte[] PARAMETERS = "\"params\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_PARAMETERS = "{}}".getBytes(StandardCharsets.US_ASCII);

    private static final long MOST_BYTES = 2 << 20;
    private static final int LONGEST = 64 << 10;

    private final PlanCache plans = new PlanCache();
    private final Cache<JsonText, QueryRequest> beginnings = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((JsonText text, QueryRequest request) -> text.length())
            .build();

    /**
     * The request of a body, with its plan.
     *
     * @throws PrismaError 400 if it is no request, or its plan is none, or of a later client
     */
    QueryRequest read(byte[] body, String clientVersion) {
        int name = body.length > LONGEST ? -1 : lastIndexOf(PARAMETERS, body);
        JsonText beginning = name < 0 ? null : new JsonText(body, 0, name + PARAMETERS.length);
        QueryRequest known = beginning == null ? null : beginnings.getIfPresent(beginning);
        if (known != null) {
            try {
                return withPlan(known.continued(rest(body, name), clientVersion, body.length));
            } catch (JacksonException e) {
                // The whole is no JSON either, and says where.
                return withPlan(QueryRequest.parse(body, clientVersion));
            }
        }
        QueryRequest request = QueryRequest.parse(body, clientVersion);
        PlanNode cached = plans.cached(request.plan());
        if (cached != null && beginning != null) {
            learn(beginning, request, cached);
        }
        return cached == null ? withPlan(request) : request.with(cached);
    }

    private QueryRequest withPlan(QueryRequest request) {
        return request.node() == null ? request.with(plans.plan(request.plan(), request.clientVersion())) : request;
    }

    /** The last field of that name and what follows, as an object. */
    private static byte[] rest(byte[] body, int name) {
        byte[] rest = new byte[1 + body.length - name];
        rest[0] = '{';
        System.arraycopy(body, name, rest, 1, body.length - name);
        return rest;
    }

    /**
     * Those bytes are a beginning if no parameters and the end of the object make a request of them: then they end
     * where the value of that field of the request begins, whatever comes there, and not within a plan or a string.
     */
    private void learn(JsonText beginning, QueryRequest request, PlanNode plan) {
        JsonText kept = beginning.copy();
        byte[] whole = kept.followedBy(NO_PARAMETERS);
        try {
            QueryRequest other = QueryRequest.parse(whole, request.clientVersion());
            if (other.plan().equals(request.plan())) {
                beginnings.put(kept, other.withPlan(other.plan().copy(), plan));
            }
        } catch (PrismaError e) {
            // It is the name of something else.
        }
    }

    private static int lastIndexOf(byte[] name, byte[] body) {
        for (int i = body.length - name.length; i >= 0; i--) {
            if (body[i] == name[0] && Arrays.equals(name, 0, name.length, body, i, i + name.length)) {
                return i;
            }
        }
        return -1;
    }
}
