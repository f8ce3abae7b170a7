package dev.jprisma.daemon.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many lines of each kind the log takes in a while. Of one thread at a time. */
final class LogRate {
    static final int MOST_LINES = 50;
    static final Duration WHILE = Duration.ofSeconds(10);

    private final Map<String, Window> windows = new HashMap<>();

    /**
     * What becomes of a line.
     *
     * @param leftOutBefore how many of its kind were left out before it, if it is the first to say so; else 0
     */
    record Verdict(boolean allowed, int leftOutBefore) {}

    private static final class Window {
        private long start;
        private int count;
    }

    /**
     * Judges a line.
     *
     * @param kind of which there are few
     * @param nanos now, as of {@link System#nanoTime}
     */
    Verdict judge(String kind, long nanos) {
        Window window = windows.computeIfAbsent(kind, first -> new Window());
        int leftOut = 0;
        if (window.count == 0 || nanos - window.start > WHILE.toNanos()) {
            leftOut = Math.max(0, window.count - MOST_LINES);
            window.start = nanos;
            window.count = 0;
        }
        window.count++;
        return new Verdict(window.count <= MOST_LINES, leftOut);
    }
}
