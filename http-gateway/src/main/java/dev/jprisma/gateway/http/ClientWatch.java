package dev.jprisma.gateway.http;

import dev.jprisma.postgres.wire.PostgresException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that go away while something is done for them, and ends those that neither read nor send while others
 * wait for the session that they hold. It looks at all of them ten times a second, and not at all while there are none.
 */
public final class ClientWatch {

    /** A connection that can tell, while its request is handled, whether its client is still there. */
    public interface Watchable {
        boolean isClientGone();

        /** For how long nothing has moved although the client could read or send; 0 while nothing is asked of it. */
        long stalledNanos();

        void close();
    }

    /** What is done for a client, until this is closed. */
    public final class Watch implements AutoCloseable {

        private final Watchable client;
        private final InstanceRoute route;
        private final Runnable onGone;
        private volatile boolean begun;

        private Watch(Watchable client, InstanceRoute route, Runnable onGone) {
            this.client = client;
            this.route = route;
            this.onGone = onGone;
        }

        /** Notices from now on if it goes away; the body of the request must have been read, since that reads too. */
        public void begin() {
            begun = true;
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);
    private static final long PERIOD_MILLIS = 100;
    private static final int PERIODS_BETWEEN_READS = 5;

    /** How long a client may hold up one other, and at least any number of others. */
    private static final long LONGEST_STALL_NANOS = 2_000_000_000;

    private static final long SHORTEST_STALL_NANOS = 100_000_000;
    private static final long STALL_NANOS_OF_ALL = 10 * LONGEST_STALL_NANOS;

    private final Scheduler scheduler;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /** Of the one thread that looks at a time. */
    private volatile int periods;

    public ClientWatch(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Prepares to watch the client of a request.
     *
     * @param onGone run when the client is gone or ended, and again while the work goes on; on a thread of the
     *     scheduler
     */
    public Watch watch(Exchange exchange, Runnable onGone) {
        Watch watch = new Watch((Watchable) exchange.endPoint(), exchange.route(), onGone);
        watches.add(watch);
        schedule();
        return watch;
    }

    /** Does something for the client of a request whose body has been read; the rest is as for {@link #watch}. */
    public void during(Exchange exchange, Runnable onGone, Runnable work) {
        try (Watch watch = watch(exchange, onGone)) {
            watch.begin();
            work.run();
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            scheduler.schedule(this::look, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        scheduled.set(false);
        periods = (periods + 1) % PERIODS_BETWEEN_READS;
        for (Watch watch : watches) {
            if (isInTheWay(watch)) {
                LOG.info(
                        "{}: ended a request whose client neither read nor sent while others waited",
                        watch.route.target().name());
                watch.client.close();
                gone(watch);
            } else if (periods == 0 && watch.begun && watch.client.isClientGone()) {
                gone(watch);
            }
        }
        if (!watches.isEmpty()) {
            schedule();
        }
    }

    /** The more wait, the less may one hold them up: whoever reads slowly for a reason is ended last. */
    private static boolean isInTheWay(Watch watch) {
        long stalled = watch.client.stalledNanos();
        if (stalled < SHORTEST_STALL_NANOS) {
            return false;
        }
        int waiting = watch.route.waitingForSessions();
        return waiting > 0 && stalled > Math.min(LONGEST_STALL_NANOS, STALL_NANOS_OF_ALL / waiting);
    }

    private void gone(Watch watch) {
        try {
            watch.onGone.run();
        } catch (PostgresException e) {
            LOG.warn("A statement whose client is gone could not be cancelled: {}", e.getMessage());
        }
    }
}
