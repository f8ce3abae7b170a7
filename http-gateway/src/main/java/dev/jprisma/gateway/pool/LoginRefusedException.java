package dev.jprisma.gateway.pool;

import dev.jprisma.postgres.wire.ServerError;

/** A role may not log in here, or not now. */
public final class LoginRefusedException extends RuntimeException {

    private final transient ServerError error;
    private final long retrySeconds;

    LoginRefusedException(ServerError error, long retrySeconds) {
        super(error.message());
        this.error = error;
        this.retrySeconds = retrySeconds;
    }

    LoginRefusedException(String code, String message) {
        this(ServerError.of("FATAL", code, message), 0);
    }

    /** As PostgreSQL would say it. */
    public ServerError error() {
        return error;
    }

    /** After how many seconds it makes sense to try again; 0 where waiting changes nothing. */
    public long retrySeconds() {
        return retrySeconds;
    }
}
