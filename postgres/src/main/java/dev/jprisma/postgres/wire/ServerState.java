package dev.jprisma.postgres.wire;

/**
 * What the types in a statement depend on besides its text and the session, as a text that differs whenever some of it
 * may have changed: which transactions have ended, since each change of a catalog is one, and when the configuration
 * was read.
 */
final class ServerState {

    private static final String SQL =
            "SELECT pg_catalog.concat(pg_catalog.pg_current_snapshot(), pg_catalog.pg_conf_load_time())";

    /** Answers with the state, now. */
    static final Statement QUERY = Statement.of(SQL);

    /**
     * Makes the server put a Gather on top of a plan if a worker could execute the whole of it. At other isolation
     * levels than this one the state would stay the first one for as long as a transaction lasts.
     */
    private static final String PREPARE_PROOF = SQL
            + ", pg_catalog.set_config('debug_parallel_query', 'on', true),"
            + " pg_catalog.set_config('max_parallel_workers_per_gather', '1', true)"
            + " WHERE pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.=) 'read committed'; ";

    private ServerState() {}

    /**
     * Asks whether a query changes nothing, whatever is bound to it. Functions are unsafe for a worker that change
     * data, settings, locks, cursors, prepared statements or sequences ("Parallel Labeling for Functions and
     * Aggregates"); so are all of users' functions that do not say otherwise.
     *
     * @param sql one statement, which has returned rows
     */
    static Proof prove(PostgresConnection connection, String sql) {
        Proof proof = new Proof();
        try {
            // By the simple protocol, since the values of parameters would simplify the plan.
            connection.query(PREPARE_PROOF + "EXPLAIN (GENERIC_PLAN, COSTS OFF) " + sql, proof);
        } catch (ServerErrorException e) {
            if (!connection.isOpen() || e.error().isCancellation()) {
                throw e;
            }
        }
        return proof;
    }

    /** The server's state, and a query's plan in it. */
    static final class Proof implements ResultReceiver {

        /** A Gather without "Single Copy" is one of the plan's own, and may execute something itself. */
        private static final String ALL_BY_A_WORKER = "Gather\n  Workers Planned: 1\n  Single Copy: true\n";

        private final StringBuilder plan = new StringBuilder();
        private String state;
        private boolean explaining;

        @Override
        public void row(Row row) {
            if (explaining) {
                plan.append(row.text(0)).append('\n');
            } else {
                state = row.text(0);
            }
        }

        @Override
        public void complete(String commandTag) {
            explaining = true;
        }

        String state() {
            return state;
        }

        boolean isHarmless() {
            return state != null && plan.indexOf(ALL_BY_A_WORKER) == 0;
        }
    }
}
