package dev.jprisma.transfer.load;

import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.transfer.server.DatabaseSession;
import java.time.Instant;

/**
 * Whether a database has been seeded, which it says itself, by a setting that nobody else reads: so the note is as
 * durable as the data, is undone with it, and is gone from a database that was made anew.
 */
public final class SeedMark {
    /** Any number that nobody else is likely to lock: the letters of the name. */
    private static final long LOCK = 0x6a707269736d61L;

    private static final String IS_SET = "select count(*) > 0 from pg_db_role_setting as s, unnest(s.setconfig) as one"
            + " where s.setdatabase = (select oid from pg_database where datname = current_database())"
            + " and s.setrole = 0 and one like 'jprisma.seeded=%'";

    private SeedMark() {}

    /** Keeps others from seeding the same database as long as the session is open; waits for who does. */
    public static void lock(DatabaseSession session, TransferListener listener) {
        if (session.value("select pg_try_advisory_lock(" + LOCK + ")").equals("f")) {
            listener.step("Waiting for another command that seeds " + session.database());
            session.rows("select pg_advisory_lock(" + LOCK + ")");
        }
    }

    /** Whether there is a note of it; the session has the lock. */
    public static boolean isSet(DatabaseSession session) {
        return session.value(IS_SET).equals("t");
    }

    /** Notes it, in the transaction that the session is in, if it is in one. */
    public static void set(DatabaseSession session) {
        session.execute("do $$ begin execute format('alter database %I set jprisma.seeded = %L', current_database(), '"
                + Instant.now() + "'); end $$");
    }
}
