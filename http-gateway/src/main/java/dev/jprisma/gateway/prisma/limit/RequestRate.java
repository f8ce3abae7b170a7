package dev.jprisma.gateway.prisma.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests may come: so many a second on average, and some at once after a pause. Of many threads. */
final class RequestRate {
    private final long nanosEach;
    private final long nanosOfBurst;
    /** When all that were taken would have been due, one after the other. */
    private final AtomicLong due;

    RequestRate(int perSecond, int burst, long now) {
        this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.nanosOfBurst = burst * nanosEach;
        this.due = new AtomicLong(now);
    }

    /**
     * Whether one more may come.
     *
     * @param now as of {@link System#nanoTime}
     */
    boolean take(long now) {
        while (true) {
            long before = due.get();
            long next = (before - now > 0 ? before : now) + nanosEach;
            if (next - now > nanosOfBurst) {
                return false;
            }
            if (due.compareAndSet(before, next)) {
                return true;
            }
        }
    }
}
