package dev.jprisma.gateway.prisma;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import java.time.Duration;
import java.util.function.Supplier;

/** Evaluates plans on the connections of one instance and writes their data. Of many threads. */
final class PlanExecutor {
    /** How long a query waits for a connection; then it is P2024, as Prisma's own pool has it. */
    private static final Duration POOL_TIMEOUT = Duration.ofSeconds(10);

    private final ConnectionSource connections;
    private final Transactions transactions;
    private final PlanCache plans = new PlanCache();

    PlanExecutor(ConnectionSource connections, Transactions transactions) {
        this.connections = connections;
        this.transactions = transactions;
    }

    PlanNode plan(QueryRequest request) {
        return plans.plan(request.plan(), request.client().text());
    }

    /** Evaluates a plan by itself, on a connection from the pool. */
    void execute(PlanNode plan, QueryRequest request, Telemetry telemetry, AnswerWriter out) {
        try (LazyLease lease = new LazyLease()) {
            answer(plan, request, lease, false, telemetry, out);
        }
    }

    /** Evaluates a plan within an interactive transaction. */
    void executeIn(String transactionId, PlanNode plan, QueryRequest request, Telemetry telemetry, AnswerWriter out) {
        InteractiveTransaction transaction = transactions.get(transactionId, "query");
        try {
            transaction.run("query", connection -> {
                answer(plan, request, () -> connection, true, telemetry, out);
                return null;
            });
        } finally {
            transactions.settle(transaction);
        }
    }

    private static void answer(
            PlanNode plan,
            QueryRequest request,
            Supplier<PostgresConnection> connection,
            boolean inTransaction,
            Telemetry telemetry,
            AnswerWriter out) {
        String comment = SqlComment.of(request.comments());
        StatementRunner statements =
                new StatementRunner(connection, inTransaction, comment, request.client(), telemetry);
        plan.answer(new Evaluation(statements, new Generators()), Scope.of(request.parameters()), out);
    }

    /** Takes a connection when the first statement needs one. */
    private final class LazyLease implements Supplier<PostgresConnection>, AutoCloseable {
        private ConnectionSource.Lease lease;

        @Override
        public PostgresConnection get() {
            if (lease == null) {
                lease = borrow();
            }
            return lease.connection();
        }

        private ConnectionSource.Lease borrow() {
            try {
                return connections.borrow(POOL_TIMEOUT);
            } catch (PoolExhaustedException e) {
                throw PoolErrors.timedOut(POOL_TIMEOUT, e.limit());
            } catch (PostgresException e) {
                throw DatabaseErrors.of(e);
            }
        }

        @Override
        public void close() {
            if (lease != null) {
                lease.close();
            }
        }
    }
}
