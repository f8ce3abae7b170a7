package dev.jprisma.postgres.wire;

/**
 * What takes a session back to where it was after it was opened, so that it can be given to somebody else: settings,
 * role, held cursors, advisory locks, temporary tables, LISTEN, sequence values, and statements made by
 * {@code PREPARE}.
 */
public enum SessionReset {
    /** {@code DISCARD ALL}: the server's own definition of it. */
    ALL("DISCARD ALL"),

    /**
     * The parts of {@code DISCARD ALL} as its documentation lists them, without {@code DEALLOCATE ALL} and
     * {@code DISCARD PLANS}: the statements this client keeps prepared stay so. After a {@code PREPARE} it is the same
     * as {@link #ALL}; only a {@code PREPARE} executed within a function or a DO block goes unnoticed.
     */
    KEEP_PREPARED("CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *;"
            + " SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES");

    private final String sql;

    SessionReset(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
