package dev.jprisma.gateway.access;

import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.ServerErrors;
import dev.jprisma.postgres.wire.ServerError;

/**
 * Why a request is not let through.
 *
 * @param code for the log
 */
record Refusal(int status, String code, byte[] json) {

    static Refusal of(int status, String code, String message) {
        return of(new Problem(status, code, message));
    }

    static Refusal of(Problem problem) {
        return new Refusal(problem.status(), problem.code(), problem.json());
    }

    /** In PostgreSQL's own words; the driver that sends a connection string shows them of a 400 alone. */
    static Refusal of(ServerError error) {
        return new Refusal(400, error.code(), ServerErrors.json(error));
    }
}
