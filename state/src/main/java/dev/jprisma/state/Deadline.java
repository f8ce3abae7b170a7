package dev.jprisma.state;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A point in time by which something must have happened, on the clock that is never set. */
public final class Deadline {
    private static final long SHORTEST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 50;
    /** An answer is heard of late by this part of the wait. */
    private static final long PART = 20;

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    public boolean hasPassed() {
        return System.nanoTime() - end >= 0;
    }

    /** Asks, at first often and then less, until the answer is yes; false if the time is up or we are interrupted. */
    public boolean await(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            long pause = Math.max(SHORTEST_PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, waited / PART));
            if (hasPassed() || !slept(pause)) {
                return false;
            }
        }
        return true;
    }

    /**
     * @throws JprismaException ({@link ErrorKind#INTERNAL}) if the thread is interrupted, which ends the wait as a
     *     failure
     */
    public static void pause(Duration duration) {
        if (!slept(duration.toMillis())) {
            throw new JprismaException(ErrorKind.INTERNAL, "Interrupted");
        }
    }

    private static boolean slept(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
