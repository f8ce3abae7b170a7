package dev.jprisma.gateway.pool;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lets in only as many requests as can soon have a session. The others stand in line, in the order in which they came,
 * and keep no thread. Safe for threads.
 */
public final class AdmissionQueue {

    /**
     * More than there are sessions: some wait for one with a thread, which takes over sooner than one that must be
     * woken first.
     */
    private static final int INSIDE_PER_SESSION = 2;

    private final int sessions;
    private final int limit;
    /** Guarded by this. */
    private final Set<Place> line = new LinkedHashSet<>();
    /** Guarded by this: how many were let in and have not left. */
    private int inside;

    AdmissionQueue(int sessions) {
        this.sessions = sessions;
        this.limit = INSIDE_PER_SESSION * sessions;
    }

    /** Lets a request in if there is room and nobody waits for it; then it must {@link #leave}. */
    public synchronized boolean tryEnter() {
        if (inside >= limit || !line.isEmpty()) {
            return false;
        }
        inside++;
        return true;
    }

    /**
     * The same, or a place in the line.
     *
     * @param next called once it is let in, by a thread of another request: it must return at once
     * @return null if it is in
     */
    public synchronized Place enter(Runnable next) {
        if (tryEnter()) {
            return null;
        }
        Place place = new Place(next);
        line.add(place);
        return place;
    }

    /** Goes out, and lets in who has waited longest. */
    public void leave() {
        Place first;
        synchronized (this) {
            first = line.stream().findFirst().orElse(null);
            if (first == null) {
                inside--;
            } else {
                line.remove(first);
            }
        }
        if (first != null) {
            first.next.run();
        }
    }

    /** What is said to those who have stood in line for so long. */
    public PoolExhaustedException exhausted(Duration wait) {
        return new PoolExhaustedException(sessions, wait);
    }

    /** How many stand in line. */
    public synchronized int waiting() {
        return line.size();
    }

    /** Of one request in the line. */
    public final class Place {
        private final Runnable next;

        private Place(Runnable next) {
            this.next = next;
        }

        /** Leaves the line; false if it is not in it any more, because it was let in or has left. */
        public boolean giveUp() {
            synchronized (AdmissionQueue.this) {
                return line.remove(this);
            }
        }
    }
}
