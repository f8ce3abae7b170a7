package dev.jprisma.postgres.wire;

/** The connection ended, timed out or broke the protocol; whether the last statement took effect is unknown. */
public final class ConnectionLostException extends PostgresException {

    ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }

    ConnectionLostException(String message) {
        super(message);
    }
}
