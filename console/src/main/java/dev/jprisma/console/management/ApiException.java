package dev.jprisma.console.management;

import dev.jprisma.console.access.Refusal;
import dev.jprisma.state.JprismaException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request is answered by an error, in the API's form. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The codes of errors, as Prisma's cloud has them and, from {@link #CONFLICT} on, ours where it has none. */
    static final String CLIENT_ERROR = "client-error";

    static final String AUTHENTICATION_FAILED = "authentication-failed";
    static final String PERMISSION_DENIED = "permission-denied";
    static final String NOT_FOUND = "resource-not-found";
    static final String VALIDATION_ERROR = "validation-error";
    static final String INTERNAL = "internal-server-error";
    static final String CONFLICT = "conflict";
    static final String NOT_IMPLEMENTED = "not-implemented";
    static final String UNAVAILABLE = "unavailable";

    private final int status;
    private final String code;
    private final String hint;

    ApiException(int status, String code, String message, String hint, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
        this.hint = hint;
    }

    ApiException(int status, String code, String message) {
        this(status, code, message, null, null);
    }

    /** What is wrong with a body or a parameter. */
    static ApiException invalid(String message) {
        return new ApiException(422, VALIDATION_ERROR, message);
    }

    /** What only the cloud has. */
    static ApiException cloudOnly() {
        return new ApiException(
                501,
                NOT_IMPLEMENTED,
                "jprisma does not have this",
                "It exists in Prisma's cloud only; what there is here: GET /v1/openapi.json",
                null);
    }

    /** What went wrong in the home. */
    static ApiException of(JprismaException failure) {
        return switch (failure.kind()) {
            case INVALID, INPUT_UNUSABLE -> of(400, CLIENT_ERROR, failure);
            case NOT_FOUND -> of(404, NOT_FOUND, failure);
            case CONFLICT, BUSY, ALREADY_RUNNING -> of(409, CONFLICT, failure);
            case PORT_TAKEN, HOME_UNUSABLE, DAEMON_UNAVAILABLE -> of(503, UNAVAILABLE, failure);
            case POSTGRES_FAILED, INTERNAL -> of(500, INTERNAL, failure);
        };
    }

    private static ApiException of(int status, String code, JprismaException failure) {
        return new ApiException(status, code, failure.getMessage(), null, failure);
    }

    /** Before anything was asked of the home. */
    static ApiException of(Refusal refusal) {
        String code = switch (refusal.status()) {
            case 401 -> AUTHENTICATION_FAILED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> NOT_FOUND;
            default -> CLIENT_ERROR;
        };
        return new ApiException(refusal.status(), code, refusal.message());
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", getMessage());
        if (hint != null) {
            error.put("hint", hint);
        }
        return Map.of("error", error);
    }
}
