package dev.jprisma.gateway.prisma.error;

import java.util.Map;

/** An answer that is an error: HTTP status, the code the client knows it by (or null), message and metadata. */
public final class PrismaError extends RuntimeException {
    private final int status;
    private final String code;
    private final transient Map<String, Object> meta;

    /**
     * @param code such as P2023; null if the client knows it by none
     * @param meta what the client shows of it besides; null is nothing
     */
    public PrismaError(int status, String code, String message, Map<String, Object> meta) {
        super(message);
        this.status = status;
        this.code = code;
        this.meta = meta;
    }

    /** A body that is not a request, or a plan that cannot be evaluated. */
    public static PrismaError badRequest(String message) {
        return new PrismaError(400, null, message, null);
    }

    /** A value that does not have the form the plan promises. */
    public static PrismaError inconsistentData(String message) {
        return new PrismaError(400, "P2023", message, Map.of());
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** Null if there is none. */
    public String code() {
        return code;
    }

    /** Null if there is none. */
    public Map<String, Object> meta() {
        return meta;
    }
}
