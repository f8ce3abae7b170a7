package dev.jprisma.gateway.access;

import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.ServerErrors;
import dev.jprisma.gateway.pool.LoginRefusedException;
import dev.jprisma.postgres.wire.ServerError;

/**
 * Why a request is not let through.
 *
 * @param code for the log
 * @param retrySeconds after which it makes sense to try again; 0 where waiting changes nothing
 */
record Refusal(int status, String code, byte[] json, long retrySeconds) {

    static Refusal of(int status, String code, String message) {
        return of(new Problem(status, code, message));
    }

    static Refusal of(Problem problem) {
        return new Refusal(problem.status(), problem.code(), problem.json(), 0);
    }

    /** In PostgreSQL's own words; the driver that sends a connection string shows them of a 400 alone. */
    static Refusal of(ServerError error) {
        return new Refusal(400, error.code(), ServerErrors.json(error), 0);
    }

    static Refusal of(LoginRefusedException refused) {
        return refused.retrySeconds() == 0
                ? of(refused.error())
                : new Refusal(
                        429, "TOO_MANY_FAILED_LOGINS", ServerErrors.json(refused.error()), refused.retrySeconds());
    }
}
