package dev.jprisma.gateway.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a database in production refuses or ends and a developer's machine does not, so that it fails at home too. It
 * concerns the routes of Prisma Client ({@code /query}, {@code /transaction}, {@code /invalidate}), since what is
 * documented is documented of that URL: neither {@code /sql} and the tunnel, which are another service's, nor
 * {@code /v0}.
 *
 * @param answerBytes of one answer; more are P6009
 * @param query time of one query, the wait for a connection included; longer is P6004
 * @param transaction time that an interactive transaction is open, whatever its client asked for; longer is P2028
 * @param cacheTags of one query or invalidation; more are P6005
 * @param cacheTagLength characters of a tag, which are ASCII letters, digits and underscores; else it is P6005
 * @param requestsPerSecond on average; more are P5011
 * @param requestBurst requests that may come at once
 */
public record ProductionLimits(
        int answerBytes,
        Duration query,
        Duration transaction,
        int cacheTags,
        int cacheTagLength,
        int requestsPerSecond,
        int requestBurst) {

    /** There is none. */
    public static final ProductionLimits NONE =
            new ProductionLimits(Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0);

    /**
     * Those of Prisma Postgres in its smallest plans, as its documentation has them. It names no rate of requests; this
     * is what its ten connections serve if each request takes them 20 ms, and what loops without a pause exceed.
     */
    public static final ProductionLimits PRISMA =
            new ProductionLimits(5_000_000, Duration.ofSeconds(10), Duration.ofSeconds(15), 5, 64, 500, 2_000);

    public ProductionLimits {
        requireNonNull(query, "query");
        requireNonNull(transaction, "transaction");
    }
}
