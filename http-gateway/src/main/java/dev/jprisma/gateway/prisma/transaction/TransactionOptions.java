package dev.jprisma.gateway.prisma.transaction;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.JsonFields;
import java.time.Duration;
import java.util.Map;

/**
 * What a client asks of an interactive transaction.
 *
 * @param maxWait for a connection
 * @param timeout its life from the moment it is open
 * @param isolationLevel as SQL has it, null for the server's default
 */
public record TransactionOptions(Duration maxWait, Duration timeout, String isolationLevel) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(2);

    /** @throws PrismaError if the options make no sense */
    public static TransactionOptions of(JsonFields body) {
        return new TransactionOptions(
                duration(body, "maxWait", DEFAULT_MAX_WAIT), duration(body, "timeout", LONGEST), isolation(body));
    }

    /** The same with another life. */
    public TransactionOptions withTimeout(Duration other) {
        return new TransactionOptions(maxWait, other, isolationLevel);
    }

    private static Duration duration(JsonFields body, String name, Duration fallback) {
        if (!body.has(name)) {
            return fallback;
        }
        if (!(body.get(name) instanceof Number millis)) {
            throw PrismaError.badRequest("Malformed request: " + name + " is not a number of milliseconds");
        }
        if (millis.doubleValue() <= 0) {
            throw TransactionErrors.of(name + " is required", Map.of());
        }
        long bounded = (long) Math.min((double) LONGEST.toMillis(), Math.ceil(millis.doubleValue()));
        return Duration.ofMillis(bounded);
    }

    private static String isolation(JsonFields body) {
        String level = body.stringOrNull("isolationLevel");
        if (level == null) {
            return null;
        }
        return switch (level) {
            case "READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE" -> level;
            case "SNAPSHOT" -> throw TransactionErrors.invalidIsolationLevel(level);
            default -> throw PrismaError.badRequest("Malformed request: unknown isolation level " + level);
        };
    }

    /** The statement that begins it. */
    String begin() {
        return isolationLevel == null ? "BEGIN" : "BEGIN ISOLATION LEVEL " + isolationLevel;
    }
}
