package dev.jprisma.gateway.prisma.execute;

import dev.jprisma.gateway.pool.AdmissionQueue;
import dev.jprisma.gateway.pool.PoolExhaustedException;
import dev.jprisma.gateway.pool.Session;
import dev.jprisma.gateway.pool.SessionPool;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.generator.Generators;
import dev.jprisma.gateway.prisma.plan.Evaluation;
import dev.jprisma.gateway.prisma.plan.VariableScope;
import dev.jprisma.gateway.prisma.statement.ConnectionSource;
import dev.jprisma.gateway.prisma.statement.StatementRunner;
import dev.jprisma.gateway.prisma.telemetry.Telemetry;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.time.Duration;

/** Evaluates plans on the connections of one instance and writes their data. Of many threads. */
public final class PlanExecutor {
    /** How long a query waits for a connection; then it is P2024, as Prisma's own pool has it. */
    private static final Duration POOL_TIMEOUT = Duration.ofSeconds(10);

    private final SessionPool sessions;
    private final KnownRequests requests = new KnownRequests();

    /** @param sessions on the instance's database */
    public PlanExecutor(SessionPool sessions) {
        this.sessions = sessions;
    }

    /**
     * What a body asks for.
     *
     * @param clientVersion null if the client does not say
     * @throws PrismaError 400 if it is no request, or its plan is none, or of a later client
     */
    public QueryRequest request(byte[] body, String clientVersion) {
        return requests.read(body, clientVersion);
    }

    /** Where a query can wait for a connection without a thread. */
    public AdmissionQueue admission() {
        return sessions.admission();
    }

    /** What a query is told that has waited too long for one. */
    public PrismaError timedOut() {
        return PoolErrors.timedOut(POOL_TIMEOUT, sessions.limit());
    }

    /** A plan by itself, on a connection from the pool. */
    public Execution execution(QueryRequest request, Telemetry telemetry) {
        return new Execution(request, telemetry);
    }

    /** Evaluates a plan on a connection that is in a transaction. */
    public static void executeIn(
            PostgresConnection connection, QueryRequest request, Telemetry telemetry, ValueWriter out) {
        answer(request, ConnectionSource.of(connection), true, telemetry, out);
    }

    private static void answer(
            QueryRequest request,
            ConnectionSource connections,
            boolean inTransaction,
            Telemetry telemetry,
            ValueWriter out) {
        String comment = SqlComment.of(request.comments());
        StatementRunner statements = new StatementRunner(connections, inTransaction, comment, telemetry);
        request.node()
                .answer(new Evaluation(statements, new Generators()), VariableScope.of(request.parameters()), out);
    }

    /** One evaluation of a plan; takes a connection when the first statement needs one. */
    public final class Execution implements ConnectionSource {
        private final QueryRequest request;
        private final Telemetry telemetry;
        private volatile Session session;

        private Execution(QueryRequest request, Telemetry telemetry) {
            this.request = request;
            this.telemetry = telemetry;
        }

        /**
         * Evaluates the plan and writes its data.
         *
         * @throws PrismaError what the client is told instead; some of the data may be written by then
         */
        public void run(ValueWriter out) {
            try {
                answer(request, this, false, telemetry, out);
            } finally {
                giveBack();
            }
        }

        /** Cancels the statement under way, if there is one; of any thread. */
        public void cancel() {
            Session current = session;
            if (current != null) {
                current.connection().cancel();
            }
        }

        @Override
        public PostgresConnection get() {
            try {
                session = sessions.borrow(POOL_TIMEOUT);
                return session.connection();
            } catch (PoolExhaustedException e) {
                throw timedOut();
            }
        }

        @Override
        public PostgresConnection replace() {
            giveBack();
            sessions.giveUpIdle();
            return get();
        }

        private void giveBack() {
            Session last = session;
            session = null;
            if (last != null) {
                last.close();
            }
        }
    }
}
