package dev.jprisma.gateway.prisma.execute;

import dev.jprisma.gateway.prisma.error.PrismaError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors of a pool without a free connection. */
final class PoolErrors {
    private PoolErrors() {}

    static PrismaError timedOut(Duration timeout, int limit) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("connection_limit", limit);
        meta.put("timeout", timeout.toSeconds());
        return new PrismaError(
                400,
                "P2024",
                "Timed out fetching a new connection from the connection pool. (Current connection pool timeout: "
                        + timeout.toSeconds() + ", connection limit: " + limit + ")",
                meta);
    }
}
