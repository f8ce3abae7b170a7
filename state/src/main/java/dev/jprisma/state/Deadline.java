package dev.jprisma.state;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A point in time by which something must have happened, on the clock that is never set. */
public final class Deadline {
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 50;

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
        long pause = FIRST_PAUSE_MILLIS;
        while (!condition.getAsBoolean()) {
            if (hasPassed() || !slept(pause)) {
                return false;
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause + 1);
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
