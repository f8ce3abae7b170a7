package dev.jprisma.migrations;

import dev.jprisma.postgres.wire.PostgresException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks whether a session that migrates waits for another session, tells for which, and cancels what waits for longer
 * than the limit. What works, however long, is let be.
 */
final class LockWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LockWatch.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Session observer;
    private final Session watched;
    private final Duration limit;
    private final Consumer<String> progress;
    private final Thread thread = new Thread(this::watch, "migration-lock-watch");

    /** Of the thread alone: since when it waits, if it does. */
    private long waitingSince;

    private boolean waiting;

    private volatile String gaveUp;
    private volatile boolean closed;

    /** @param observer used by nobody else until this is closed */
    LockWatch(Session observer, Session watched, Duration limit, Consumer<String> progress) {
        this.observer = observer;
        this.watched = watched;
        this.limit = limit;
        this.progress = progress;
        thread.setDaemon(true);
        thread.start();
    }

    /** Why what ran was cancelled; null if it was not. */
    String gaveUp() {
        return gaveUp;
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(PAUSE.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (PostgresException e) {
            LOG.log(System.Logger.Level.DEBUG, "The session that looks after a migration has ended", e);
        }
    }

    private void look() {
        List<List<String>> blockers = observer.rows("""
                SELECT a.pid::text, coalesce(nullif(a.application_name, ''), a.backend_type), a.state,
                    left(regexp_replace(a.query, '\\s+', ' ', 'g'), 80)
                FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids($1::int))""", Integer.toString(watched.processId()));
        if (blockers.isEmpty()) {
            waiting = false;
            return;
        }
        String who = describe(blockers.get(0));
        if (!waiting) {
            waiting = true;
            waitingSince = System.nanoTime();
            progress.accept("Waiting for " + who);
        } else if (System.nanoTime() - waitingSince > limit.toNanos() && gaveUp == null) {
            gaveUp = "it waited for more than " + limit.toSeconds() + " s for " + who
                    + "; end that session or its transaction";
            watched.cancel();
        }
    }

    private static String describe(List<String> blocker) {
        return "session " + blocker.get(0) + " of PostgreSQL (" + blocker.get(1)
                + (blocker.get(2) == null ? "" : ", " + blocker.get(2))
                + (blocker.get(3) == null || blocker.get(3).isBlank() ? "" : ": " + blocker.get(3)) + ")";
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
