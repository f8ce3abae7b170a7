package dev.jprisma.gateway.ppg;

import dev.jprisma.postgres.wire.ConnectionLostException;
import dev.jprisma.postgres.wire.CopyRefusedException;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;

/** What exceptions are in an answer that has errors of PostgreSQL only. */
final class StatementErrors {

    private StatementErrors() {}

    /** The error of a statement; null if the exception is about something else. */
    static ServerError of(RuntimeException failure) {
        if (failure instanceof ServerErrorException e) {
            return e.error();
        }
        if (failure instanceof CopyRefusedException || failure instanceof ScriptException) {
            return ServerError.of("ERROR", "0A000", failure.getMessage());
        }
        if (failure instanceof IllegalArgumentException) {
            return ServerError.of("ERROR", "22023", failure.getMessage());
        }
        if (failure instanceof ConnectionLostException) {
            return ServerError.of(
                    "FATAL", "08006", failure.getMessage() + " Whether the statement took effect is not known.");
        }
        return null;
    }
}
