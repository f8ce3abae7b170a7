package dev.jprisma.postgres.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queries that a connection keeps prepared. The server fixes the types of parameters when it parses a statement,
 * and keeps them when another session changes what they were inferred from: a timestamp would be cut to the date that
 * its column was. So a statement is kept only with two things proven, and executed only while they hold:
 *
 * <ul>
 *   <li>Its types are those that parsing it now would give. That depends on the catalogs, the configuration and the
 *       session. The session is one that nothing has changed; of the others {@link ServerState} tells whether they may
 *       have changed, which each execution asks along.
 *   <li>It changes nothing, neither data nor the session, by whatever view, policy or function: the server takes it for
 *       safe to run in a parallel worker. So an execution that turns out to have been out of date does no harm, and the
 *       session needs no reset, which would discard what is prepared.
 * </ul>
 */
final class KeptStatements {

    /** The server keeps a plan for each, in memory of its own, for each connection. */
    private static final int CAPACITY = 100;

    /** What is longer was written by a program, which seldom writes the same again. */
    private static final int LONGEST_SQL = 16 * 1024;

    private final PostgresConnection connection;
    private final ProvenQueries proven;
    private final Map<String, KeptStatement> statements = new LinkedHashMap<>(16, 0.75f, true);
    private final List<KeptStatement> forgotten = new ArrayList<>();
    private int made;
    private boolean knowsStateQuery;

    KeptStatements(PostgresConnection connection, ProvenQueries proven) {
        this.connection = connection;
        this.proven = proven;
    }

    PostgresConnection connection() {
        return connection;
    }

    /** Whether it may be kept at all. */
    static boolean canBe(Statement statement) {
        return statement.reusable()
                && statement.sql().length() <= LONGEST_SQL
                && !statement.isTyped()
                && statement.isRepeatable();
    }

    /**
     * Executes a statement that is proven, or is to be, in a session that nothing has changed.
     *
     * @return false if it is not, or not any more; the receiver has been given nothing
     */
    boolean execute(Statement statement, ResultReceiver receiver) {
        String state = proven.stateOf(statement.sql());
        if (state == null && proven.isDue(statement.sql())) {
            state = prove(statement.sql());
        }
        return state != null && execute(keep(statement.sql(), state), statement, receiver);
    }

    private boolean execute(KeptStatement kept, Statement statement, ResultReceiver receiver) {
        KeptQuery query = new KeptQuery(this, kept, statement.parameters(), receiver);
        boolean done = query.run();
        if (done) {
            proven.executedAsProven();
        } else {
            forget(kept);
            if (query.isOutdated()) {
                proven.isOver(kept.state());
            }
        }
        return done;
    }

    /** A statement that is not kept has been executed. */
    void executed(Statement statement) {
        proven.executed(statement.sql());
    }

    private String prove(String sql) {
        ServerState.Proof proof = ServerState.prove(connection, sql);
        if (!proof.isHarmless()) {
            proven.notProven(sql);
            return null;
        }
        proven.proven(sql, proof.state());
        return proof.state();
    }

    private KeptStatement keep(String sql, String state) {
        KeptStatement kept = statements.get(sql);
        if (kept != null && kept.state().equals(state)) {
            return kept;
        }
        if (kept != null) {
            forget(kept);
        } else if (statements.size() == CAPACITY) {
            forget(statements.values().iterator().next());
        }
        made++;
        kept = new KeptStatement(sql, state, "jprisma_" + made);
        statements.put(sql, kept);
        return kept;
    }

    private void forget(KeptStatement kept) {
        statements.remove(kept.sql());
        forgotten.add(kept);
    }

    /** The server has discarded everything prepared. */
    void discarded() {
        statements.clear();
        forgotten.clear();
        knowsStateQuery = false;
    }

    boolean knowsStateQuery() {
        return knowsStateQuery;
    }

    void stateQueryKnown() {
        knowsStateQuery = true;
    }

    /** Tells the server to forget what was forgotten; it does not mind what it never knew. */
    void closeForgotten(ExtendedMessages messages) {
        forgotten.forEach(kept -> messages.close(kept.name()));
        forgotten.clear();
    }
}
