package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;

/**
 * Makes, copies, seals and drops databases of a server, over a session of its superuser on another database of it. All
 * throws {@link PostgresException} if the server refuses or the session ends.
 */
public final class DatabaseAdministration {
    /**
     * Copies files instead of logging pages: twice as fast on our servers, where the checkpoints it takes cost nothing.
     */
    private static final String STRATEGY = " STRATEGY file_copy";
    /** The first version that has a choice. */
    private static final int HAS_STRATEGY = 15;

    private DatabaseAdministration() {}

    /** An empty database. */
    public static void create(PostgresConnection session, String name) {
        run(session, "CREATE DATABASE " + SqlText.name(name) + strategy(session));
    }

    /** A copy of a database that nobody is connected to. */
    public static void copy(PostgresConnection session, String template, String name) {
        run(
                session,
                "CREATE DATABASE " + SqlText.name(name) + " TEMPLATE " + SqlText.name(template) + strategy(session));
    }

    /** Drops it if it is there; ends its sessions first. */
    public static void drop(PostgresConnection session, String name) {
        run(session, "DROP DATABASE IF EXISTS " + SqlText.name(name) + " WITH (FORCE)");
    }

    /** Makes it a template, to which nobody connects any more; those who are connected stay. */
    public static void seal(PostgresConnection session, String name) {
        run(session, "ALTER DATABASE " + SqlText.name(name) + " WITH IS_TEMPLATE true ALLOW_CONNECTIONS false");
    }

    /** Whether anybody may connect to it; those who are connected stay. */
    public static void allowConnections(PostgresConnection session, String name, boolean allowed) {
        run(session, "ALTER DATABASE " + SqlText.name(name) + " WITH ALLOW_CONNECTIONS " + allowed);
    }

    /**
     * Ends all sessions of a database and returns when they have ended, after 10 s at most for each. If connections are
     * not {@linkplain #allowConnections allowed}, nobody is connected afterwards.
     */
    public static void endSessions(PostgresConnection session, String name) {
        SessionEnds.ofDatabase(session, name);
    }

    private static String strategy(PostgresConnection session) {
        int major = Integer.parseInt(session.parameter("server_version").split("\\D", 2)[0]);
        return major < HAS_STRATEGY ? "" : STRATEGY;
    }

    private static void run(PostgresConnection session, String sql) {
        session.query(sql, ResultReceiver.NONE);
    }
}
