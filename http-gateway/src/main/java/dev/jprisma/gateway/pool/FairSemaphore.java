package dev.jprisma.gateway.pool;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who may have one of a limited number of things. Whoever comes just when one is free gets it, since waking the first
 * of those who wait takes several times as long as using it; but as soon as someone has waited for long, all are served
 * in the order in which they came. Safe for threads.
 */
final class FairSemaphore {

    private final Semaphore free;
    private final long patience;
    private final AtomicInteger impatient = new AtomicInteger();

    /** @param patience how long one has to wait for the order to be kept */
    FairSemaphore(int count, Duration patience) {
        this.free = new Semaphore(count, true);
        this.patience = patience.toNanos();
    }

    /** Whether one became free in time; then it is to be {@link #release released}. */
    boolean acquire(Duration wait) throws InterruptedException {
        if (impatient.get() == 0 && free.tryAcquire()) {
            return true;
        }
        long nanos = wait.toNanos();
        long patient = Math.min(nanos, patience);
        return free.tryAcquire(patient, TimeUnit.NANOSECONDS) || acquireAtLast(nanos - patient);
    }

    private boolean acquireAtLast(long nanos) throws InterruptedException {
        impatient.incrementAndGet();
        try {
            return free.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        } finally {
            impatient.decrementAndGet();
        }
    }

    /** How many wait; about. */
    int waiting() {
        return free.getQueueLength();
    }

    void release() {
        free.release();
    }
}
