package dev.jprisma.gateway.prisma.statement;

import dev.jprisma.gateway.prisma.error.DatabaseErrors;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.error.UnsupportedTypeException;
import dev.jprisma.gateway.prisma.telemetry.Telemetry;
import dev.jprisma.postgres.wire.Parameter;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.postgres.wire.Step;
import dev.jprisma.postgres.wire.TransactionStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Executes the statements of one request, all on one connection. Used by one thread. */
public final class StatementRunner {
    private static final Step BEGIN = Step.of("BEGIN");

    private final ConnectionSource connections;
    private final String comment;
    private final Telemetry telemetry;
    private PostgresConnection connection;
    private boolean inTransaction;
    /** Whether BEGIN goes before the next statement. */
    private boolean beginPending;
    /** Whether the server has done something on the connection. */
    private boolean used;

    /**
     * @param inTransaction true if the connection is in a transaction that the request is only a part of
     * @param comment to append to each statement
     */
    public StatementRunner(ConnectionSource connections, boolean inTransaction, String comment, Telemetry telemetry) {
        this.connections = connections;
        this.inTransaction = inTransaction;
        this.comment = comment;
        this.telemetry = telemetry;
    }

    /**
     * Executes a statement for its rows.
     *
     * @param raw true if the user wrote it
     */
    public void query(RenderedStatement statement, boolean raw, ResultReceiver receiver) {
        Statement prepared = prepare(statement);
        timed(prepared.sql(), statement.values(), raw, target -> execute(target, prepared, receiver));
    }

    /** Executes a statement for the number of rows it affects. */
    public long execute(RenderedStatement statement, boolean raw) {
        AffectedRows affected = new AffectedRows();
        if (raw && statement.values().isEmpty() && isScript(statement.sql())) {
            String script = statement.sql() + comment;
            timed(script, List.of(), true, target -> query(target, script, affected));
            return affected.isSingle() ? affected.count() : 0;
        }
        Statement prepared = prepare(statement);
        timed(prepared.sql(), statement.values(), raw, target -> execute(target, prepared, affected));
        return affected.count();
    }

    private Statement prepare(RenderedStatement statement) {
        List<Parameter> parameters = ParameterEncoder.encode(statement);
        try {
            Statement prepared = new Statement(statement.sql() + comment, parameters);
            return comment.isEmpty() ? prepared : prepared.once();
        } catch (IllegalArgumentException e) {
            throw PrismaError.badRequest(e.getMessage());
        }
    }

    /** Several statements in one text; drivers without parameters to bind send these by the simple protocol. */
    private static boolean isScript(String sql) {
        int separator = sql.indexOf(';');
        return separator >= 0 && separator < sql.stripTrailing().length() - 1;
    }

    /** Executes in one transaction; within one already, simply executes. */
    public <T> T inTransaction(Supplier<T> body) {
        if (inTransaction) {
            return body.get();
        }
        telemetry.timed("start_transaction", () -> {
            inTransaction = true;
            beginPending = true;
        });
        T result;
        try {
            result = body.get();
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
        inTransaction = false;
        if (beginPending) {
            beginPending = false;
        } else {
            telemetry.timed("commit_transaction", () -> command("COMMIT"));
        }
        return result;
    }

    private void rollBack(Throwable cause) {
        inTransaction = false;
        beginPending = false;
        if (isBegun()) {
            try {
                telemetry.timed("rollback_transaction", () -> command("ROLLBACK"));
            } catch (PrismaError e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void command(String sql) {
        timed(sql, List.of(), false, target -> execute(target, Statement.of(sql), ResultReceiver.NONE));
    }

    private boolean isBegun() {
        return connection != null && connection.isOpen() && connection.transactionStatus() != TransactionStatus.IDLE;
    }

    /** In one round trip, with BEGIN if that has not been sent. */
    private void execute(PostgresConnection target, Statement statement, ResultReceiver receiver) {
        if (beginPending) {
            target.pipeline(List.of(BEGIN, new Step(statement, receiver)));
        } else {
            target.execute(statement, receiver);
        }
    }

    private void query(PostgresConnection target, String script, ResultReceiver receiver) {
        if (beginPending) {
            target.pipeline(List.of(BEGIN));
        }
        target.query(script, receiver);
    }

    private void timed(String sql, List<Object> values, boolean raw, Consumer<PostgresConnection> work) {
        guarded(raw, this::connect);
        Instant start = Instant.now();
        long started = System.nanoTime();
        guarded(raw, () -> onALiveConnection(work));
        telemetry.statement(sql, values, start, System.nanoTime() - started);
    }

    private void connect() {
        if (connection == null) {
            connection = connections.get();
        }
    }

    /** Twice if need be: the server may have ended a connection at the moment when it was taken from the pool. */
    private void onALiveConnection(Consumer<PostgresConnection> work) {
        try {
            work.accept(connection);
        } catch (ServerErrorException e) {
            PostgresConnection another = used || !e.beforeAnyAnswer() ? null : connections.replace();
            if (another == null) {
                throw e;
            }
            connection = another;
            work.accept(connection);
        } finally {
            used = true;
            beginPending = false;
        }
    }

    private void guarded(boolean raw, Runnable work) {
        try {
            work.run();
        } catch (PostgresException e) {
            throw DatabaseErrors.of(e, raw);
        } catch (UnsupportedTypeException e) {
            throw DatabaseErrors.unsupportedType(e, raw);
        }
    }
}
