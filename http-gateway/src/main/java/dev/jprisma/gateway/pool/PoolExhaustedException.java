package dev.jprisma.gateway.pool;

import java.time.Duration;

/** Every connection of a pool stayed in use for as long as the caller would wait. */
public final class PoolExhaustedException extends RuntimeException {

    PoolExhaustedException(String message) {
        super(message);
    }

    PoolExhaustedException(int size, Duration wait) {
        super("All " + size + " connections to the database have been in use for " + wait.toMillis()
                + " ms. Send fewer requests at once, or end long statements and transactions.");
    }
}
