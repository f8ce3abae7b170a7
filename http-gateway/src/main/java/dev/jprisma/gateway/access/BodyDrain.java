package dev.jprisma.gateway.access;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets the body of a request that is refused arrive, for a moment and within reason: a client that is still sending
 * when the connection is closed does not get to see why it was refused. No thread waits for it.
 */
final class BodyDrain {

    private static final long MOST_BYTES = 64 * 1024;
    private static final long MOST_MILLIS = 500;

    private final Request request;
    private final Runnable next;
    private final AtomicBoolean over = new AtomicBoolean();
    private long count;

    private BodyDrain(Request request, Runnable next) {
        this.request = request;
        this.next = next;
    }

    /** Does what comes next when the body has arrived, or need not be waited for. */
    static void drain(Request request, Runnable next) {
        new BodyDrain(request, next).start();
    }

    /** The timer is only set where the body is not there already. */
    private void start() {
        read();
        if (!over.get()) {
            Scheduler scheduler = request.getComponents().getScheduler();
            scheduler.schedule(this::end, MOST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void read() {
        while (!over.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::read);
                return;
            }
            count += chunk.remaining();
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk) || count > MOST_BYTES) {
                end();
            }
        }
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            next.run();
        }
    }
}
