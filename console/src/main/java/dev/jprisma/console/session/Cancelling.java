package dev.jprisma.console.session;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statements that are cancelled when nobody waits for them any more. */
public final class Cancelling {
    private static final Logger LOG = LoggerFactory.getLogger(Cancelling.class);
    private static final long AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    /** What is done in a session. */
    @FunctionalInterface
    public interface Work<T> {
        T in(PostgresConnection session) throws Exception;
    }

    private Cancelling() {}

    /**
     * Does something in a session, and cancels the statement that it is in from when nobody waits any more.
     *
     * @param gone completes then
     * @param threads for cancelling, which takes a connection of its own
     */
    public static <T> T when(CompletableFuture<?> gone, Executor threads, PostgresConnection session, Work<T> work)
            throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        gone.thenRunAsync(() -> cancelUntil(done, session), threads);
        try {
            return work.in(session);
        } finally {
            done.set(true);
        }
    }

    /** Again and again: it may just be between two statements. */
    private static void cancelUntil(AtomicBoolean done, PostgresConnection session) {
        while (!done.get()) {
            try {
                session.cancel();
            } catch (PostgresException e) {
                LOG.warn("A statement for which nobody waits could not be cancelled: {}", e.getMessage());
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }
}
