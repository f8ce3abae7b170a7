package dev.jprisma.daemon;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives back the memory that large requests left behind. The heap shrinks in full collections alone, and a daemon that
 * has nothing to do has none by itself.
 */
final class HeapTrim {
    private static final long PERIOD_SECONDS = 30;
    /** With less, there is not enough to be had for the pause. */
    private static final long LARGE = 80L << 20;

    /** Of the heap after the last collection: without growth since, another one would give back nothing. */
    private long size;

    void start(ScheduledExecutorService scheduler) {
        scheduler.scheduleWithFixedDelay(this::trim, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void trim() {
        if (Runtime.getRuntime().totalMemory() > Math.max(LARGE, size)) {
            System.gc();
            size = Runtime.getRuntime().totalMemory();
        }
    }
}
