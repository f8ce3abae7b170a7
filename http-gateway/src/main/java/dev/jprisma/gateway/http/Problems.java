package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.PoolExhaustedException;
import dev.jprisma.postgres.wire.CannotConnectException;
import dev.jprisma.postgres.wire.ConnectionLostException;
import dev.jprisma.postgres.wire.CopyRefusedException;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What exceptions are to clients. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** Ends an answer for that reason: with an error of its own, or cut short if part of it has gone out. */
    public static void answer(Exception failure, StreamedResponse response) {
        try {
            if (failure instanceof UncheckedIOException e) {
                throw e;
            }
            if (response.isSent()) {
                LOG.info("An answer was cut short: {}", failure.getMessage());
                response.cutShort();
            } else {
                replace(failure, response);
            }
        } catch (UncheckedIOException e) {
            LOG.debug("A client went away", e);
            response.cutShort();
        }
    }

    private static void replace(Exception failure, StreamedResponse response) {
        if (failure instanceof ProblemException e) {
            response.refuse(e.problem());
        } else if (failure instanceof ServerErrorException e) {
            response.replace(400, ServerErrors.json(e.error()));
        } else if (failure instanceof CopyRefusedException) {
            response.replace(400, ServerErrors.json(ServerError.of("ERROR", "0A000", failure.getMessage())));
        } else {
            Problem problem = of(failure);
            response.replace(problem.status(), problem.json());
        }
    }

    /** A request for which the heap is too small. */
    public static Problem outOfMemory(OutOfMemoryError error) {
        LOG.warn("A request took more memory than there is", error);
        return new Problem(
                503,
                "OUT_OF_MEMORY",
                "The request takes more memory than the gateway has, which is "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB for all requests at once. Ask for fewer rows or send fewer records at a time,"
                        + " or use the TCP URL.");
    }

    /** What is neither an error of SQL nor of the request. */
    public static Problem of(Exception failure) {
        if (failure instanceof PoolExhaustedException) {
            return new Problem(503, "POOL_EXHAUSTED", failure.getMessage());
        }
        if (failure instanceof CannotConnectException) {
            return new Problem(
                    503,
                    "DATABASE_UNREACHABLE",
                    failure.getMessage() + " \"jprisma dev ls\" shows the state of the instance.");
        }
        if (failure instanceof ConnectionLostException) {
            return new Problem(
                    503, "CONNECTION_LOST", failure.getMessage() + " Whether the statement took effect is not known.");
        }
        LOG.error("A defect of the gateway", failure);
        return new Problem(500, "INTERNAL", "The gateway failed: " + failure + ". Its log has more: please report it.");
    }
}
