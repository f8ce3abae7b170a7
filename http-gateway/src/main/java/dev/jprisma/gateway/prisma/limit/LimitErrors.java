package dev.jprisma.gateway.prisma.limit;

import dev.jprisma.gateway.prisma.error.PrismaError;
import java.time.Duration;
import java.util.Map;

/** What Prisma documents of its limits, in its codes; each says that it is a limit, and how it is taken away. */
final class LimitErrors {
    private static final String TOO_LARGE = "P6009";

    private final String atHome;

    /** @param name of the instance */
    LimitErrors(String name) {
        this.atHome = " (a limit of production that " + name + " was given: \"jprisma dev start " + name
                + " --limits none\" takes it away, once " + name + " is stopped)";
    }

    PrismaError tooLarge(int bytes) {
        return new PrismaError(
                422,
                TOO_LARGE,
                "The response size of the query exceeded the maximum of " + size(bytes)
                        + ". Select less, or ask for fewer rows at once" + atHome,
                Map.of("maxResponseSize", bytes));
    }

    static boolean isTooLarge(PrismaError error) {
        return TOO_LARGE.equals(error.code());
    }

    PrismaError timedOut(Duration limit) {
        return new PrismaError(
                422,
                "P6004",
                "The query took longer than " + seconds(limit) + ", the wait for a connection included" + atHome,
                Map.of("timeout", limit.toMillis()));
    }

    PrismaError tooManyTags(int given, int most) {
        return invalid("A query or an invalidation can have " + most + " cache tags, not " + given);
    }

    PrismaError malformedTag(String tag, int most) {
        return invalid("The cache tag '" + tag + "' is not of 1 to " + most + " ASCII letters, digits and underscores");
    }

    private PrismaError invalid(String message) {
        return new PrismaError(400, "P6005", message + atHome, Map.of());
    }

    PrismaError tooManyRequests(int perSecond) {
        return new PrismaError(
                429,
                "P5011",
                "Too many requests: there may be " + perSecond + " a second on average. Wait before the next one, the"
                        + " longer the more were refused" + atHome,
                Map.of());
    }

    /** @param error that the server cannot be reached, as it is called over TCP */
    static PrismaError notConnected(PrismaError error) {
        PrismaError same = new PrismaError(503, "P6008", error.getMessage(), error.meta());
        same.initCause(error);
        return same;
    }

    private static String size(int bytes) {
        return bytes % 1_000_000 == 0 ? bytes / 1_000_000 + " MB" : bytes + " bytes";
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
