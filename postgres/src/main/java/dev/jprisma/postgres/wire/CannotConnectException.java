package dev.jprisma.postgres.wire;

/** No connection came about, for want of a server rather than of a permission. */
public final class CannotConnectException extends PostgresException {

    /** Why there is no connection. */
    public enum Reason {
        /** Nothing listens there. */
        REFUSED,
        /** Nothing answered within the time given. */
        TIMED_OUT,
        /** The name is unknown, the network unreachable, or what listens there does not speak this protocol. */
        UNREACHABLE,
        /** The two sides do not agree on encryption, or one does not trust the other. */
        NOT_ENCRYPTED,
        /** There are servers, and none of the kind that is wanted. */
        NONE_SUITS
    }

    private final Reason reason;

    CannotConnectException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
