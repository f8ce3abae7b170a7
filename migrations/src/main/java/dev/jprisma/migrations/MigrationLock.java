package dev.jprisma.migrations;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One migrates a database at a time. A lock of the session that looks after the one that migrates: it is asked for and
 * never waited for in the server, since a session that waits there holds up a {@code CREATE INDEX CONCURRENTLY}.
 */
final class MigrationLock {
    private static final String KEY = "x'6a707269736d61'::bigint"; // "jprisma"

    private MigrationLock() {}

    /** Held until the session ends. */
    static void acquire(Session session, Duration limit, Consumer<String> progress) {
        boolean[] told = new boolean[1];
        boolean acquired = Deadline.in(limit).await(() -> {
            boolean got = session.column("SELECT pg_try_advisory_lock(" + KEY + ")")
                    .get(0)
                    .equals("t");
            if (!got && !told[0]) {
                told[0] = true;
                progress.accept("Waiting for " + holder(session) + ", which migrates this database");
            }
            return got;
        });
        if (!acquired) {
            throw new JprismaException(
                    ErrorKind.BUSY,
                    holder(session) + " has migrated this database for more than " + limit.toSeconds()
                            + " s; nothing was run. Try again when it has ended");
        }
    }

    private static String holder(Session session) {
        List<String> pids = session.column("""
                SELECT pid::text FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (classid::bigint << 32) + objid::bigint =\s""" + KEY);
        return pids.isEmpty() ? "another jprisma" : "another jprisma (session " + pids.get(0) + " of PostgreSQL)";
    }
}
