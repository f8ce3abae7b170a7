package dev.jprisma.gateway.settings;

import java.time.Duration;

/**
 * Connections to an instance's PostgreSQL for requests.
 *
 * @param size how many there are at most
 * @param longestWait for one of them to become free; longer is 503
 * @param idleTime after which an unused one is closed
 * @param connectTimeout for PostgreSQL to accept one
 */
public record PoolSettings(int size, Duration longestWait, Duration idleTime, Duration connectTimeout) {

    private static final PoolSettings DEFAULTS =
            new PoolSettings(10, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    public static PoolSettings defaults() {
        return DEFAULTS;
    }

    /** The same with another number of connections. */
    public PoolSettings withSize(int connections) {
        return new PoolSettings(connections, longestWait, idleTime, connectTimeout);
    }

    /** The same with another number of connections, and other times to wait for one and to keep it unused. */
    public PoolSettings with(int connections, Duration waiting, Duration unused) {
        return new PoolSettings(connections, waiting, unused, connectTimeout);
    }
}
