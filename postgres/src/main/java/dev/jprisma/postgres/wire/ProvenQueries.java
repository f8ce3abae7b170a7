package dev.jprisma.postgres.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Queries of which it has been proven that they change nothing, for connections to share that log in alike; see
 * {@link KeptStatements}. A proof is sought when a query comes again and again, and holds in one state of the server.
 * Where others write all the time it does not hold for long; then proofs are sought less and less often. Safe for
 * threads.
 */
public final class ProvenQueries {

    private static final int CAPACITY = 500;
    private static final int LEAST_PATIENCE = 3;
    private static final int MOST_PATIENCE = 1000;
    /** Executions that are worth what proofs cost. */
    private static final int WORTH_IT = 50;

    private static final class Entry {
        private int executions;
        private String provenIn;
    }

    private final Map<String, Entry> queries = new LinkedHashMap<>(16, 0.75f, true);
    /** How often a query has to come before a proof is sought. */
    private int patience = LEAST_PATIENCE;

    private int executedSinceLoss;

    /** The state of the server in which it was proven; null if it was not, or that is over. */
    synchronized String stateOf(String sql) {
        Entry entry = queries.get(sql);
        return entry == null ? null : entry.provenIn;
    }

    /** Whether a proof is to be sought now. */
    synchronized boolean isDue(String sql) {
        Entry entry = queries.get(sql);
        return entry != null && entry.provenIn == null && entry.executions >= patience;
    }

    /** A text that is not proven has been executed, and asked only for rows as far as it tells. */
    synchronized void executed(String sql) {
        queries.computeIfAbsent(sql, text -> new Entry()).executions++;
        if (queries.size() > CAPACITY) {
            queries.remove(queries.keySet().iterator().next());
        }
    }

    synchronized void proven(String sql, String state) {
        queries.computeIfAbsent(sql, text -> new Entry()).provenIn = state;
    }

    synchronized void notProven(String sql) {
        queries.computeIfAbsent(sql, text -> new Entry()).executions = -MOST_PATIENCE;
    }

    /** A proof was of use. */
    synchronized void executedAsProven() {
        executedSinceLoss++;
    }

    /** That state of the server is over, and with it all that was proven in it. */
    synchronized void isOver(String state) {
        boolean lost = false;
        for (Entry entry : queries.values()) {
            if (state.equals(entry.provenIn)) {
                entry.provenIn = null;
                entry.executions = 0;
                lost = true;
            }
        }
        if (lost) {
            patience = executedSinceLoss < WORTH_IT ? Math.min(2 * patience, MOST_PATIENCE) : LEAST_PATIENCE;
            executedSinceLoss = 0;
        }
    }
}
