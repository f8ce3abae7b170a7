package dev.jprisma.insights;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks PostgreSQL how it would execute a statement, whatever its values; nothing is executed. Of one thread. */
final class Planner {
    /** The first version that plans a statement whose parameters have no values. */
    private static final int HAS_GENERIC_PLAN = 16;

    private final PostgresConnection session;

    /** @param session on the statements' database */
    Planner(PostgresConnection session) {
        this.session = session;
    }

    /**
     * @param node null if there is none
     * @param refusal in PostgreSQL's words, why there is no plan; null if there is one
     */
    record Planned(PlanNode node, String refusal) {}

    Planned plan(String sql) {
        try {
            return new Planned(PlanNode.parse(explain(sql, "VERBOSE, FORMAT JSON")), null);
        } catch (ServerErrorException e) {
            return new Planned(null, e.getMessage());
        }
    }

    /** For people. */
    String text(String sql) {
        return explain(sql, "VERBOSE");
    }

    /**
     * The plan with an index more, which is made in a transaction that is rolled back: who writes to the table waits
     * meanwhile.
     *
     * @return empty if it cannot be made, such as while somebody writes to the table
     */
    Optional<PlanNode> planWith(String createIndex, String sql) {
        session.query("BEGIN; SET LOCAL statement_timeout = '2s'", ResultReceiver.NONE);
        try {
            session.query(createIndex, ResultReceiver.NONE);
            return Optional.of(PlanNode.parse(explainHere(sql, "VERBOSE, FORMAT JSON")));
        } catch (ServerErrorException e) {
            return Optional.empty();
        } finally {
            rollBack();
        }
    }

    private String explain(String sql, String options) {
        session.query("BEGIN READ ONLY", ResultReceiver.NONE);
        try {
            return explainHere(sql, options);
        } finally {
            rollBack();
        }
    }

    private void rollBack() {
        if (session.isOpen()) {
            session.query("ROLLBACK", ResultReceiver.NONE);
        }
    }

    private String explainHere(String sql, String options) {
        if (major() >= HAS_GENERIC_PLAN) {
            return lines(Server.rowsOfAll(session, "EXPLAIN (GENERIC_PLAN, " + options + ") " + sql));
        }
        session.query("SET LOCAL plan_cache_mode = force_generic_plan", ResultReceiver.NONE);
        session.query("PREPARE jprisma_insights AS " + sql, ResultReceiver.NONE);
        try {
            int parameters = Integer.parseInt(Server.rows(
                            session,
                            "SELECT cardinality(parameter_types) FROM pg_prepared_statements"
                                    + " WHERE name = 'jprisma_insights'")
                    .get(0)
                    .get(0));
            String nulls = parameters == 0 ? "" : "(NULL" + ", NULL".repeat(parameters - 1) + ")";
            return lines(Server.rowsOfAll(session, "EXPLAIN (" + options + ") EXECUTE jprisma_insights" + nulls));
        } finally {
            deallocate();
        }
    }

    /** It outlives a transaction that is rolled back. */
    private void deallocate() {
        try {
            session.query("DEALLOCATE ALL", ResultReceiver.NONE);
        } catch (PostgresException transactionFailed) {
            session.query("ROLLBACK; DEALLOCATE ALL; BEGIN", ResultReceiver.NONE);
        }
    }

    private int major() {
        return Integer.parseInt(session.parameter("server_version").split("\\D", 2)[0]);
    }

    private static String lines(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0)).collect(Collectors.joining("\n"));
    }
}
