package dev.jprisma.gateway.pool;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** One of the limited number of sessions that clients keep; given back once. Safe for threads. */
public final class Place implements AutoCloseable {

    private final Semaphore places;
    private final AtomicBoolean closed = new AtomicBoolean();

    Place(Semaphore places) {
        this.places = places;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            places.release();
        }
    }
}
