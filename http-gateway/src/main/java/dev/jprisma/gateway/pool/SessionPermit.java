package dev.jprisma.gateway.pool;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** One of the limited number of sessions that clients keep; given back once. Safe for threads. */
public final class SessionPermit implements AutoCloseable {

    private final Semaphore permits;
    private final AtomicBoolean closed = new AtomicBoolean();

    SessionPermit(Semaphore permits) {
        this.permits = permits;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            permits.release();
        }
    }
}
