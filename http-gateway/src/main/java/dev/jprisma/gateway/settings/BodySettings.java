package dev.jprisma.gateway.settings;

import java.time.Duration;

/**
 * Limits of what clients send over HTTP.
 *
 * @param limit bytes of a request's body; more is 413
 * @param streamedLimit bytes of a body that is passed on to PostgreSQL as it arrives; more is 413
 * @param headerLimit bytes of a request's line and headers; more is 431
 * @param timeout for a body to arrive as a whole; longer is 408. Also for a request's line and headers; longer is the
 *     end of the connection
 */
public record BodySettings(long limit, long streamedLimit, int headerLimit, Duration timeout) {

    private static final BodySettings DEFAULTS =
            new BodySettings(10L << 20, 1L << 30, 16 << 10, Duration.ofSeconds(60));

    public static BodySettings defaults() {
        return DEFAULTS;
    }

    /** The same with other sizes. */
    public BodySettings withLimits(long whole, long streamed) {
        return new BodySettings(whole, streamed, headerLimit, timeout);
    }

    /** The same with another time. */
    public BodySettings withTimeout(Duration limitOfTime) {
        return new BodySettings(limit, streamedLimit, headerLimit, limitOfTime);
    }
}
