package dev.jprisma.migrations;

import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks whether sessions that migrate wait for others, tells for which, and cancels what waits for longer than a limit.
 * What works, however long, is let be. Safe for threads.
 */
public final class LockWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LockWatch.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final String BLOCKED = """
            SELECT b.pid::text, a.pid::text, coalesce(nullif(a.application_name, ''), a.backend_type), a.state,
                left(regexp_replace(a.query, '\\s+', ' ', 'g'), 80)
            FROM pg_stat_activity b JOIN pg_stat_activity a ON a.pid = ANY (pg_blocking_pids(b.pid))
            WHERE b.wait_event_type = 'Lock' AND\s""";

    private final Session observer;
    private final boolean ownsObserver;
    private final String watched;
    private final String parameter;
    private final Duration limit;
    private final Consumer<String> progress;
    private final Thread thread = new Thread(this::watch, "migration-lock-watch");

    /** Of the thread alone: who waits, if somebody does, and since when. */
    private String waiting;

    private long waitingSince;
    private volatile String gaveUp;
    private volatile boolean closed;

    private LockWatch(
            Session observer,
            boolean ownsObserver,
            String watched,
            String parameter,
            Duration limit,
            Consumer<String> progress) {
        this.observer = observer;
        this.ownsObserver = ownsObserver;
        this.watched = watched;
        this.parameter = parameter;
        this.limit = limit;
        this.progress = progress;
        thread.setDaemon(true);
        thread.start();
    }

    /** @param observer used by nobody else until this is closed */
    static LockWatch ofSession(Session observer, Session watched, Duration limit, Consumer<String> progress) {
        String pid = Integer.toString(watched.processId());
        return new LockWatch(observer, false, "b.pid = $1::int", pid, limit, progress);
    }

    /**
     * Watches all sessions of a database that is being migrated, and nothing else is done in.
     *
     * @param server with a database from which to look
     * @param progress told for whom somebody waits
     */
    public static LockWatch ofDatabase(
            ServerAddress server, String database, Duration limit, Consumer<String> progress) {
        return new LockWatch(new Session(server), true, "b.datname = $1", database, limit, progress);
    }

    /** Why something was cancelled, such as {@code it waited for more than 60 s for ...}; null if nothing was. */
    public String gaveUp() {
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
        List<List<String>> blocked = observer.rows(BLOCKED + watched + " ORDER BY b.pid, a.pid LIMIT 1", parameter);
        if (blocked.isEmpty()) {
            waiting = null;
            return;
        }
        String pid = blocked.get(0).get(0);
        String who = describe(blocked.get(0).subList(1, 5));
        if (!pid.equals(waiting)) {
            waiting = pid;
            waitingSince = System.nanoTime();
            progress.accept("Waiting for " + who);
        } else if (System.nanoTime() - waitingSince > limit.toNanos()) {
            waitingSince = System.nanoTime();
            gaveUp = "it waited for more than " + limit.toSeconds() + " s for " + who;
            observer.rows("SELECT pg_cancel_backend($1::int)", pid);
        }
    }

    private static String describe(List<String> blocker) {
        return "session " + blocker.get(0) + " of PostgreSQL (" + blocker.get(1)
                + (blocker.get(2) == null ? "" : ", " + blocker.get(2))
                + (blocker.get(3) == null || blocker.get(3).isBlank() ? "" : ": " + blocker.get(3)) + ")";
    }

    /** Looks no more. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ownsObserver) {
            observer.close();
        }
    }
}
