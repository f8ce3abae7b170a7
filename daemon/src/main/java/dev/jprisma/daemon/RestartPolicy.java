package dev.jprisma.daemon;

import java.time.Duration;

/** How long to wait before a postmaster that ended by itself is started again: at once, then ever longer. */
final class RestartPolicy {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** A server that ran this long was well: its end is a first one again. */
    private static final Duration HEALTHY_AFTER = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** @param ranFor how long the one that ended had run; zero if it did not even start */
    Duration delayAfter(Duration ranFor) {
        if (ranFor.compareTo(HEALTHY_AFTER) >= 0) {
            next = FIRST;
        }
        Duration delay = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return delay;
    }
}
