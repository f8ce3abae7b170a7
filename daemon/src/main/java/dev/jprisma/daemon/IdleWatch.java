package dev.jprisma.daemon;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the daemon when it has not been needed for a while. */
final class IdleWatch {
    private static final Logger LOG = LoggerFactory.getLogger(IdleWatch.class);
    private static final int LOOKS_PER_LIMIT = 20;

    private final Duration limit;
    private final BooleanSupplier needed;
    private final Runnable end;
    private long neededNanos = System.nanoTime();

    IdleWatch(Duration limit, BooleanSupplier needed, Runnable end) {
        this.limit = limit;
        this.needed = needed;
        this.end = end;
    }

    void start(ScheduledExecutorService scheduler) {
        long pause = Math.max(100, limit.toMillis() / LOOKS_PER_LIMIT);
        scheduler.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (needed.getAsBoolean()) {
                neededNanos = System.nanoTime();
            } else if (System.nanoTime() - neededNanos >= limit.toNanos()) {
                end.run();
            }
        } catch (RuntimeException | Error e) {
            // Else the scheduler would not look again.
            LOG.error("It is unknown whether the daemon is needed", e);
        }
    }
}
