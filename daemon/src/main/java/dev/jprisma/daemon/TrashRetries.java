package dev.jprisma.daemon;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was discarded and could not be deleted is tried again: soon, and then every half hour until it is gone. However
 * many deletions failed, one try waits for its time. Safe for threads.
 */
final class TrashRetries {
    private static final Logger LOG = LoggerFactory.getLogger(TrashRetries.class);
    private static final long SOON_SECONDS = 2;
    private static final long LATER_SECONDS = TimeUnit.MINUTES.toSeconds(30);

    private final ScheduledExecutorService scheduler;
    private final Executor threads;
    private final Deletion deletion;
    /** The try that waits, or the last. */
    private ScheduledFuture<?> next;

    /** Deletes all that was discarded. */
    @FunctionalInterface
    interface Deletion {
        void run() throws IOException;
    }

    TrashRetries(ScheduledExecutorService scheduler, Executor threads, Deletion deletion) {
        this.scheduler = scheduler;
        this.threads = threads;
        this.deletion = deletion;
    }

    /** Tries it in a moment, and not when it would have been. */
    void soon() {
        in(SOON_SECONDS);
    }

    /** Tries it; later again if it fails. */
    void now() {
        try {
            deletion.run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("What was deleted still takes room: {}", e.getMessage());
            in(LATER_SECONDS);
        }
    }

    private synchronized void in(long seconds) {
        if (next != null) {
            next.cancel(false);
        }
        next = scheduler.schedule(() -> threads.execute(this::now), seconds, TimeUnit.SECONDS);
    }
}
