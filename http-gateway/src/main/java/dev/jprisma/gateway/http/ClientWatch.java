package dev.jprisma.gateway.http;

import dev.jprisma.postgres.wire.PostgresException;
import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that go away while something is done for them. It looks at all of them twice a second, and not at all
 * while there are none.
 */
public final class ClientWatch {

    /** A connection that can tell, while its request is handled, whether its client is still there. */
    public interface Watchable {
        boolean isClientGone();
    }

    /** What is done for a client that is watched from {@link #begin} on, and not any more when this is closed. */
    public final class Watch implements AutoCloseable {

        private final Watchable client;
        private final Runnable onGone;

        private Watch(Watchable client, Runnable onGone) {
            this.client = client;
            this.onGone = onGone;
        }

        /** From now on; the body of the request must have been read, since watching reads too. */
        public void begin() {
            watches.add(this);
            schedule();
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);
    private static final long PERIOD_MILLIS = 500;

    private final Scheduler scheduler;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    public ClientWatch(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Prepares to watch the client of a request.
     *
     * @param onGone run when the client is gone, and again while the work goes on; on a thread of the scheduler
     */
    public Watch watch(Context context, Runnable onGone) {
        return new Watch((Watchable) Requests.endPoint(context), onGone);
    }

    /** Does something for the client of a request whose body has been read; the rest is as for {@link #watch}. */
    public void during(Context context, Runnable onGone, Runnable work) {
        try (Watch watch = watch(context, onGone)) {
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
        for (Watch watch : watches) {
            if (watch.client.isClientGone()) {
                gone(watch);
            }
        }
        if (!watches.isEmpty()) {
            schedule();
        }
    }

    private void gone(Watch watch) {
        try {
            watch.onGone.run();
        } catch (PostgresException e) {
            LOG.warn("A statement whose client is gone could not be cancelled: {}", e.getMessage());
        }
    }
}
