package dev.jprisma.gateway.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets in only as many requests as there are sessions. The others stand in line, in the order in which they came, and
 * keep no thread. Who serves one of them serves the next as well, so that under load nobody has to be woken for each.
 * Safe for threads.
 */
public final class AdmissionQueue {

    private final int sessions;
    private final Duration longestWait;
    private final Scheduler scheduler;
    /** Guarded by this. */
    private final Set<Place> line = new LinkedHashSet<>();
    /** Guarded by this: how many were let in and have not left. */
    private int inside;
    /** Guarded by this. */
    private boolean sweepScheduled;

    /** @param scheduler of what tells those who have waited too long */
    AdmissionQueue(int sessions, Duration longestWait, Scheduler scheduler) {
        this.sessions = sessions;
        this.longestWait = longestWait;
        this.scheduler = scheduler;
    }

    /** Lets a request in if there is room and nobody waits for it; then it must {@link #leave}. */
    public synchronized boolean tryEnter() {
        if (inside >= sessions || !line.isEmpty()) {
            return false;
        }
        inside++;
        return true;
    }

    /**
     * Gives a request a place in the line; it is let in even if there has become room meanwhile.
     *
     * @param threads where it is served
     * @param served run once it is let in; at its end it has left
     * @param refused run, on a thread of the scheduler, if it has waited too long
     */
    public Place standInLine(Executor threads, Runnable served, Runnable refused) {
        Place place = new Place(threads, served, refused, System.nanoTime() + longestWait.toNanos());
        synchronized (this) {
            line.add(place);
            if (inside >= sessions) {
                scheduleSweep(longestWait.toNanos());
                return place;
            }
            inside++;
        }
        leave();
        return place;
    }

    /** Goes out, and lets in who has waited longest. */
    public void leave() {
        Place next = next();
        if (next != null) {
            next.threads.execute(() -> serve(next));
        }
    }

    /** Takes the first out of the line, in place of one who leaves. */
    private synchronized Place next() {
        Iterator<Place> first = line.iterator();
        if (!first.hasNext()) {
            inside--;
            return null;
        }
        Place place = first.next();
        first.remove();
        return place;
    }

    private void serve(Place first) {
        Place place = first;
        while (place != null) {
            boolean served = false;
            try {
                place.served.run();
                served = true;
            } finally {
                if (!served) {
                    leave();
                }
            }
            place = next();
        }
    }

    private void scheduleSweep(long nanos) {
        if (!sweepScheduled) {
            sweepScheduled = true;
            scheduler.schedule(this::sweep, TimeUnit.NANOSECONDS.toMillis(nanos) + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        List<Place> late = new ArrayList<>();
        synchronized (this) {
            sweepScheduled = false;
            long now = System.nanoTime();
            Iterator<Place> places = line.iterator();
            while (places.hasNext()) {
                Place place = places.next();
                if (place.deadline - now > 0) {
                    scheduleSweep(place.deadline - now);
                    break;
                }
                places.remove();
                late.add(place);
            }
        }
        late.forEach(place -> place.refused.run());
    }

    /** What is said to those who have stood in line for too long. */
    public PoolExhaustedException exhausted() {
        return new PoolExhaustedException(sessions, longestWait);
    }

    /** How many stand in line. */
    public synchronized int waiting() {
        return line.size();
    }

    /** Of one request in the line. */
    public final class Place {
        private final Executor threads;
        private final Runnable served;
        private final Runnable refused;
        private final long deadline;

        private Place(Executor threads, Runnable served, Runnable refused, long deadline) {
            this.threads = threads;
            this.served = served;
            this.refused = refused;
            this.deadline = deadline;
        }

        /** Leaves the line; false if it is not in it any more, because it was let in, refused, or has left. */
        public boolean giveUp() {
            synchronized (AdmissionQueue.this) {
                return line.remove(this);
            }
        }
    }
}
