package dev.jprisma.state;

import java.time.Duration;

/**
 * How an accept loop goes on when connections cannot be accepted: a process that has no descriptor left fails at each
 * try, at once. It waits for longer and longer, and says so once. Of one loop.
 */
public final class AcceptBackoff {
    private static final long FIRST_MILLIS = 10;
    private static final long LONGEST_MILLIS = 1_000;

    private long nextMillis = FIRST_MILLIS;

    /** A connection was accepted; true if the one before could not be, which is worth a line of the log. */
    public boolean succeeded() {
        boolean recovered = isFailing();
        nextMillis = FIRST_MILLIS;
        return recovered;
    }

    /** Whether the last try has failed: then the next failure is not worth a line of the log. */
    public boolean isFailing() {
        return nextMillis > FIRST_MILLIS;
    }

    /** A connection could not be accepted; returns how long to wait before the next try. */
    public Duration failed() {
        Duration pause = Duration.ofMillis(nextMillis);
        nextMillis = Math.min(LONGEST_MILLIS, 2 * nextMillis);
        return pause;
    }
}
