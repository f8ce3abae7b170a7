package dev.jprisma.postgres.wire;

/** Anything that goes wrong between this client and a server; the subtypes say what the caller can do about it. */
public class PostgresException extends RuntimeException {

    PostgresException(String message, Throwable cause) {
        super(message, cause);
    }

    PostgresException(String message) {
        super(message);
    }
}
