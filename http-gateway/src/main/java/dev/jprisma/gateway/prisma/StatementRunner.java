package dev.jprisma.gateway.prisma;

import dev.jprisma.postgres.wire.Parameter;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Executes the statements of one request, all on one connection. Used by one thread. */
final class StatementRunner {
    private final Supplier<PostgresConnection> connections;
    private final String comment;
    private final ClientVersion client;
    private final Telemetry telemetry;
    private PostgresConnection connection;
    private boolean inTransaction;

    /**
     * @param connections asked at most once, by the first statement
     * @param inTransaction true if the connection is in a transaction that the request is only a part of
     * @param comment to append to each statement
     */
    StatementRunner(
            Supplier<PostgresConnection> connections,
            boolean inTransaction,
            String comment,
            ClientVersion client,
            Telemetry telemetry) {
        this.client = client;
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
    void query(RenderedStatement statement, boolean raw, ResultReceiver receiver) {
        Statement prepared = prepare(statement);
        timed(prepared.sql(), statement.values(), raw, target -> target.execute(prepared, receiver));
    }

    /** Executes a statement for the number of rows it affects. */
    long execute(RenderedStatement statement, boolean raw) {
        AffectedRows affected = new AffectedRows();
        if (raw && statement.values().isEmpty() && isScript(statement.sql())) {
            String script = statement.sql() + comment;
            timed(script, List.of(), true, target -> target.query(script, affected));
            return affected.isSingle() ? affected.count() : 0;
        }
        Statement prepared = prepare(statement);
        timed(prepared.sql(), statement.values(), raw, target -> target.execute(prepared, affected));
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
    <T> T inTransaction(Supplier<T> body) {
        if (inTransaction) {
            return body.get();
        }
        begin();
        T result;
        try {
            result = body.get();
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
        inTransaction = false;
        command("COMMIT");
        return result;
    }

    private void begin() {
        guarded(false, () -> connection().execute(Statement.of("BEGIN"), ResultReceiver.NONE));
        inTransaction = true;
    }

    private void rollBack(Throwable cause) {
        inTransaction = false;
        if (connection.isOpen()) {
            try {
                command("ROLLBACK");
            } catch (PrismaError e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void command(String sql) {
        timed(sql, List.of(), false, target -> target.execute(Statement.of(sql), ResultReceiver.NONE));
    }

    private void timed(String sql, List<Object> values, boolean raw, Consumer<PostgresConnection> work) {
        PostgresConnection target = guarded(raw, this::connection);
        Instant start = Instant.now();
        long started = System.nanoTime();
        guarded(raw, () -> {
            work.accept(target);
            return null;
        });
        telemetry.statement(sql, values, start, System.nanoTime() - started);
    }

    private PostgresConnection connection() {
        if (connection == null) {
            connection = connections.get();
        }
        return connection;
    }

    private void guarded(boolean raw, Runnable work) {
        guarded(raw, () -> {
            work.run();
            return null;
        });
    }

    private <T> T guarded(boolean raw, Supplier<T> work) {
        try {
            return work.get();
        } catch (PostgresException e) {
            throw DatabaseErrors.of(e, raw, client);
        } catch (UnsupportedTypeException e) {
            throw DatabaseErrors.unsupportedType(e, raw);
        }
    }
}
