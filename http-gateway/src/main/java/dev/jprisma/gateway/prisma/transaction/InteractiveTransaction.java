package dev.jprisma.gateway.prisma.transaction;

import dev.jprisma.gateway.pool.Session;
import dev.jprisma.gateway.prisma.error.DatabaseErrors;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.statement.ConnectionSource;
import dev.jprisma.gateway.prisma.statement.RenderedStatement;
import dev.jprisma.gateway.prisma.statement.StatementRunner;
import dev.jprisma.gateway.prisma.telemetry.Telemetry;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A transaction that a client holds open over several requests; these run one at a time in order of arrival.
 *
 * <p>At its timeout it ends, and a statement under way is cancelled, so that no session is held for longer than asked.
 * Over TCP, where nobody but the client keeps the time, it ends after that statement; it is P2028 there too.
 */
public final class InteractiveTransaction {
    enum Status {
        OPEN,
        COMMITTED,
        ROLLED_BACK,
        TIMED_OUT
    }

    private static final Duration LONGEST_ROLLBACK = Duration.ofSeconds(5);

    private final String id = UUID.randomUUID().toString();
    private final Duration timeout;
    private final long startedNanos = System.nanoTime();
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Guarded by turn, like all that follows. */
    private final Session session;

    private final Deque<String> savepoints = new ArrayDeque<>();
    private int savepointCount;
    private ScheduledFuture<?> expiry;
    private volatile Status status = Status.OPEN;
    private volatile boolean expired;

    InteractiveTransaction(Session session, Duration timeout) {
        this.session = session;
        this.timeout = timeout;
    }

    String id() {
        return id;
    }

    Status status() {
        return status;
    }

    void expiresBy(ScheduledFuture<?> task) {
        expiry = task;
    }

    /**
     * Does work in the transaction when its turn comes.
     *
     * @param operation for messages: query, commit, rollback, start
     */
    public <T> T run(String operation, Function<PostgresConnection, T> work) {
        turn.lock();
        try {
            requireOpen(operation);
            return work.apply(session.connection());
        } catch (PrismaError e) {
            if (expired && status == Status.OPEN) {
                throw expiredError(operation);
            }
            throw e;
        } finally {
            if (status == Status.OPEN && !session.connection().isOpen()) {
                end(Status.ROLLED_BACK);
            }
            turn.unlock();
        }
    }

    /** @throws PrismaError what became of it, if it is not open any more */
    void requireOpen(String operation) {
        switch (status) {
            case OPEN -> {
                if (expired) {
                    throw expiredError(operation);
                }
            }
            case COMMITTED -> throw TransactionErrors.committed(operation);
            case ROLLED_BACK -> throw TransactionErrors.rolledBack(operation);
            case TIMED_OUT -> throw expiredError(operation);
        }
    }

    private PrismaError expiredError(String operation) {
        long taken = Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
        return TransactionErrors.expired(operation, timeout.toMillis(), taken);
    }

    /** Starts a nested transaction: a savepoint. */
    public void startNested() {
        run("start", connection -> {
            String savepoint = "jprisma_" + savepointCount++;
            execute(connection, "SAVEPOINT " + savepoint);
            savepoints.push(savepoint);
            return null;
        });
    }

    /** Releases the innermost savepoint; without one it commits. */
    public void commit(Telemetry telemetry) {
        run("commit", connection -> {
            if (!savepoints.isEmpty()) {
                execute(connection, "RELEASE SAVEPOINT " + savepoints.pop());
            } else {
                finish("COMMIT", Status.COMMITTED, connection, telemetry);
            }
            return null;
        });
    }

    /** Returns to the innermost savepoint; without one it rolls back. */
    public void rollBack(Telemetry telemetry) {
        run("rollback", connection -> {
            if (!savepoints.isEmpty()) {
                String savepoint = savepoints.pop();
                execute(connection, "ROLLBACK TO SAVEPOINT " + savepoint);
                execute(connection, "RELEASE SAVEPOINT " + savepoint);
            } else {
                finish("ROLLBACK", Status.ROLLED_BACK, connection, telemetry);
            }
            return null;
        });
    }

    private void finish(String sql, Status after, PostgresConnection connection, Telemetry telemetry) {
        Status outcome = Status.ROLLED_BACK;
        try {
            new StatementRunner(ConnectionSource.of(connection), true, "", telemetry)
                    .execute(new RenderedStatement(sql, List.of(), List.of()), false);
            outcome = after;
        } finally {
            end(outcome);
        }
    }

    private static void execute(PostgresConnection connection, String sql) {
        try {
            connection.execute(Statement.of(sql).once(), ResultReceiver.NONE);
        } catch (PostgresException e) {
            throw DatabaseErrors.of(e);
        }
    }

    /** Ends it without a word to the server, which rolls back: for the end of the gateway, which waits for nobody. */
    void abandon() {
        expired = true;
        session.connection().abort();
    }

    /**
     * Ends it if its time is over.
     *
     * @return false if work is going on in it: that is being cancelled, and one must come again
     */
    boolean expire() {
        expired = true;
        if (!turn.tryLock()) {
            cancelWork();
            return false;
        }
        try {
            if (status == Status.OPEN) {
                // A server process that does not answer must not keep the others from their end.
                session.connection().setReadTimeout(LONGEST_ROLLBACK);
                execute(session.connection(), "ROLLBACK");
                session.connection().setReadTimeout(Duration.ZERO);
            }
        } catch (PrismaError | PostgresException e) {
            session.connection().abort();
        } finally {
            if (status == Status.OPEN) {
                end(Status.TIMED_OUT);
            }
            turn.unlock();
        }
        return true;
    }

    private void cancelWork() {
        try {
            session.connection().cancel();
        } catch (PostgresException e) {
            session.connection().abort();
        }
    }

    private void end(Status outcome) {
        status = outcome;
        if (expiry != null) {
            expiry.cancel(false);
        }
        session.close();
    }
}
