package dev.jprisma.gateway.http;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The part of the heap that large bodies may take while their requests are handled, in shares. Who comes when there is
 * not enough left waits for it, in the order of arrival and without a thread. Safe for threads.
 */
public final class BodyMemory {

    /** Read as a whole, JSON takes some times the memory of its text, which is there as well. */
    private static final int EXPANSION = 5;
    /** Is left to everything else: caches, and what statements answer. */
    private static final long RESERVE = 64L << 20;

    private final long size;
    private final Deque<Share> waiting = new ArrayDeque<>();
    private long free;

    /** @param size bytes of the heap */
    public BodyMemory(long size) {
        this.size = size;
        this.free = size;
    }

    /** That part of what this JVM's heap has room for. */
    public static BodyMemory ofHeap(double part) {
        long heap = Runtime.getRuntime().maxMemory();
        return new BodyMemory((long) (part * Math.max(heap / 2, heap - RESERVE)));
    }

    /** What one body takes, or waits for. */
    final class Share {
        private final Runnable onGranted;
        private long bytes;
        private boolean granted;

        private Share(long bytes, Runnable onGranted) {
            this.bytes = bytes;
            this.onGranted = onGranted;
        }

        /** Asks for it, once. */
        void request() {
            synchronized (BodyMemory.this) {
                waiting.add(this);
            }
            grant();
        }

        /** Waits no longer; false if there is nothing to wait for. */
        boolean abandon() {
            boolean abandoned;
            synchronized (BodyMemory.this) {
                abandoned = waiting.remove(this);
            }
            grant();
            return abandoned;
        }

        long bytes() {
            synchronized (BodyMemory.this) {
                return bytes;
            }
        }

        /** The most that it could be. */
        long most() {
            return size;
        }

        /** Makes it so many bytes while it is granted, without waiting; false if there is not enough. */
        boolean resize(long wanted) {
            synchronized (BodyMemory.this) {
                if (!granted || !take(wanted - bytes)) {
                    return false;
                }
                bytes = wanted;
            }
            grant();
            return true;
        }

        /** Gives it back, or waits no longer. Once more does nothing. */
        void release() {
            synchronized (BodyMemory.this) {
                waiting.remove(this);
                free += granted ? bytes : 0;
                granted = false;
            }
            grant();
        }
    }

    /**
     * What grows and shrinks and never waits: of who does not know beforehand how much it will be, and could wait for
     * others that wait for it.
     */
    public final class Holding {
        private long bytes;

        private Holding() {}

        /** Makes it so many bytes; false if there is not enough, in which case it stays as it is. */
        public boolean resize(long wanted) {
            synchronized (BodyMemory.this) {
                if (!take(wanted - bytes)) {
                    return false;
                }
                bytes = wanted;
            }
            grant();
            return true;
        }
    }

    /** Whether someone waits. */
    synchronized boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /** A holding of nothing yet, to be made nothing at its end. */
    public Holding holding() {
        return new Holding();
    }

    /**
     * A share for a body of so many bytes, to be requested; of all there is if that would be too little.
     *
     * @param onGranted called once when the share is there, by any thread that requests or gives back one
     */
    Share share(long bodyBytes, Runnable onGranted) {
        return new Share(Math.min(size, EXPANSION * bodyBytes), onGranted);
    }

    /**
     * A share of so many bytes for a body of which something smaller is made as it arrives; the rest is as above.
     *
     * @param bytes to begin with
     */
    Share shareToRead(long bytes, Runnable onGranted) {
        return new Share(Math.min(size, bytes), onGranted);
    }

    /** Under the lock. */
    private boolean take(long bytes) {
        if (bytes > free) {
            return false;
        }
        free -= bytes;
        return true;
    }

    private void grant() {
        for (Share next = next(); next != null; next = next()) {
            next.onGranted.run();
        }
    }

    private synchronized Share next() {
        Share first = waiting.peek();
        if (first == null || first.bytes > free) {
            return null;
        }
        free -= first.bytes;
        first.granted = true;
        return waiting.remove();
    }
}
