package dev.jprisma.console.sql;

import dev.jprisma.postgres.wire.PostgresConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions in which something runs, by what the page calls it, so that it can be cancelled. For all threads. */
public final class RunningStatements {
    private final Map<String, PostgresConnection> sessions = new ConcurrentHashMap<>();

    /** Until {@link #end}, {@link #cancel} of this name means that session. */
    public void begin(String name, PostgresConnection session) {
        sessions.put(name, session);
    }

    /** Nothing runs by that name in that session any more. */
    public void end(String name, PostgresConnection session) {
        sessions.remove(name, session);
    }

    /**
     * Cancels what runs by that name.
     *
     * @return false if nothing does (any more)
     */
    public boolean cancel(String name) {
        PostgresConnection session = sessions.get(name);
        if (session != null) {
            session.cancel();
        }
        return session != null;
    }
}
