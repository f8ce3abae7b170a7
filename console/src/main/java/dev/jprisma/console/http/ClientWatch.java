package dev.jprisma.console.http;

import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Notices browsers that go away, or cancel, while something is done for them: the connection ends. It looks five times
 * a second, and not at all while there is nobody to watch. Safe for threads.
 */
public final class ClientWatch {
    private static final long PERIOD_MILLIS = 200;

    /** A request that is being handled; the handler closes it. */
    public final class Watched implements AutoCloseable {
        private final ClientEndPoint client;
        private final CompletableFuture<Void> gone = new CompletableFuture<>();

        private Watched(ClientEndPoint client) {
            this.client = client;
        }

        /**
         * Completes when nobody waits for the answer any more; on the scheduler's thread, so that does nothing long.
         */
        public CompletableFuture<Void> gone() {
            return gone;
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }

    private final Scheduler scheduler;
    private final Set<Watched> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    public ClientWatch(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Watches the client of a request whose body has been read. */
    public Watched watch(Context context) {
        Watched watched = new Watched((ClientEndPoint) ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint());
        all.add(watched);
        schedule();
        return watched;
    }

    /** The server ends: what is done for anybody is given up. */
    public void giveUpAll() {
        for (Watched watched : all) {
            watched.gone.complete(null);
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            scheduler.schedule(this::look, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        scheduled.set(false);
        for (Watched watched : all) {
            if (watched.client.isClientGone() && all.remove(watched)) {
                watched.gone.complete(null);
            }
        }
        if (!all.isEmpty()) {
            schedule();
        }
    }
}
