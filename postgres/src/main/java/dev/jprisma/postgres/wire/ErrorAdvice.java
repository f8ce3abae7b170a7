package dev.jprisma.postgres.wire;

/** What whoever runs a server knows better than the server: what to do about some of its errors. */
@FunctionalInterface
public interface ErrorAdvice {
    /** Leaves every error as the server says it. */
    ErrorAdvice NONE = (error, version) -> error;

    /**
     * The error as it is to be told.
     *
     * @param version of the server, such as {@code 18.6}; null if it has not said it
     */
    ServerError on(ServerError error, String version);
}
