package dev.jprisma.gateway.prisma;

import java.util.Map;

/** An answer that is an error: HTTP status, the code the client knows it by (or null), message and metadata. */
final class PrismaError extends RuntimeException {
    private final int status;
    private final String code;
    private final transient Map<String, Object> meta;

    PrismaError(int status, String code, String message, Map<String, Object> meta) {
        super(message);
        this.status = status;
        this.code = code;
        this.meta = meta;
    }

    /** A body that is not a request, or a plan that cannot be evaluated. */
    static PrismaError badRequest(String message) {
        return new PrismaError(400, null, message, null);
    }

    /** A value that does not have the form the plan promises. */
    static PrismaError inconsistentData(String message) {
        return new PrismaError(400, "P2023", message, Map.of());
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Map<String, Object> meta() {
        return meta;
    }
}
