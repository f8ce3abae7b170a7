package dev.jprisma.cli;

import dev.jprisma.state.ShownTime;
import java.time.Duration;
import java.time.Instant;

/** When something ends by itself, for people. */
final class LifeTimeLeft {
    private static final long LONG_MINUTES = 120;

    private LifeTimeLeft() {}

    /** Such as {@code at 2026-11-28 18:43:55, in 23 h}. */
    static String text(Instant end) {
        return "at " + ShownTime.text(end) + ", " + left(Duration.between(Instant.now(), end));
    }

    private static String left(Duration left) {
        if (left.isNegative()) {
            // What runs is being ended, and a daemon that does not run ends it when it does.
            return "which is over";
        } else if (left.toMinutes() >= LONG_MINUTES) {
            return "in " + left.toHours() + " h";
        }
        return left.toMinutes() > 0 ? "in " + left.toMinutes() + " min" : "in " + left.toSeconds() + " s";
    }
}
