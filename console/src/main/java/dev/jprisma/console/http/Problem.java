package dev.jprisma.console.http;

import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong, as the page gets it. Members that say nothing are null.
 *
 * @param code SQLSTATE, or the {@link ErrorKind}
 * @param position in the statement, counted in characters from 1
 */
public record Problem(
        int status,
        String code,
        String message,
        String detail,
        String hint,
        Long position,
        String schema,
        String table,
        String column,
        String constraint) {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

    private static Problem of(int status, String code, String message) {
        return new Problem(status, code, message, null, null, null, null, null, null, null);
    }

    private static Problem of(ServerError error) {
        return new Problem(
                400,
                error.code(),
                error.message(),
                error.detail(),
                error.hint(),
                error.position() == null ? null : Long.valueOf(error.position()),
                error.schema(),
                error.table(),
                error.column(),
                error.constraint());
    }

    /** What an exception is to the page; a defect of ours goes into the log besides. */
    public static Problem of(Exception failure) {
        if (failure instanceof JprismaException e) {
            return of(statusOf(e.kind()), e.kind().name(), e.getMessage());
        }
        if (failure instanceof ServerErrorException e) {
            return of(e.error());
        }
        if (failure instanceof PostgresException) {
            return of(503, "UNREACHABLE", failure.getMessage());
        }
        if (failure instanceof HttpResponseException e) {
            return of(e.getStatus(), "REQUEST", e.getStatus() == 404 ? "There is nothing here" : e.getMessage());
        }
        LOG.error("A defect of the console", failure);
        return of(500, ErrorKind.INTERNAL.name(), "The console failed: " + failure + ". The daemon's log has more");
    }

    private static int statusOf(ErrorKind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case NOT_FOUND -> 404;
            case PORT_TAKEN, ALREADY_RUNNING, BUSY, POSTGRES_FAILED, INPUT_UNUSABLE, CONFLICT -> 409;
            case DAEMON_UNAVAILABLE -> 503;
            case INTERNAL, HOME_UNUSABLE -> 500;
        };
    }

    /** Answers a request that way. */
    public void answer(Context context) {
        context.status(status);
        Answers.json(context, this);
    }
}
