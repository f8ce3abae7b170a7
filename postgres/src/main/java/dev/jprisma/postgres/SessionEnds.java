package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Statement;

/**
 * Ends the sessions of a database or a role, and returns when they have ended, after 10 s at most for each. If nobody
 * may log in any more, there are none afterwards: also those are met that the server is opening, for which it has
 * looked up whether they may and which {@code pg_stat_activity} does not have yet. Meanwhile they hold a lock on their
 * database, and no others do (PostgreSQL's {@code InitPostgres}).
 *
 * <p>All throws {@link PostgresException} if the server refuses or the session ends.
 */
final class SessionEnds {
    private static final String END = "pg_catalog.pg_terminate_backend(pid, 10000) FROM ";

    private static final String OPENING = "pg_catalog.pg_locks WHERE locktype = 'object' AND mode = 'RowExclusiveLock'"
            + " AND classid = 'pg_catalog.pg_database'::pg_catalog.regclass";

    private static final String OPENED = "pg_catalog.pg_stat_activity WHERE ";

    /**
     * Whose they are is not known before they are opened, for which they have a second, in steps of 10 ms. Who takes
     * longer is ended, whoever it is.
     */
    private static final String OPEN_OR_END = "DO $$DECLARE found int[] := ARRAY(SELECT pid FROM " + OPENING + ");"
            + " BEGIN FOR i IN 1..100 LOOP EXIT WHEN NOT EXISTS (SELECT FROM " + OPENING + " AND pid = ANY (found));"
            + " PERFORM pg_catalog.pg_sleep(0.01); END LOOP;"
            + " PERFORM " + END + OPENING + " AND pid = ANY (found); END$$";

    private SessionEnds() {}

    static void ofDatabase(PostgresConnection session, String name) {
        end(session, OPENING + " AND objid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = $1)", name);
        end(session, OPENED + "datname = $1", name);
    }

    static void ofRole(PostgresConnection session, long oid) {
        session.query(OPEN_OR_END, ResultReceiver.NONE);
        end(session, OPENED + "usesysid = $1::pg_catalog.oid", Long.toString(oid));
    }

    private static void end(PostgresConnection session, String found, String parameter) {
        session.execute(Statement.of("SELECT " + END + found, parameter), ResultReceiver.NONE);
    }
}
