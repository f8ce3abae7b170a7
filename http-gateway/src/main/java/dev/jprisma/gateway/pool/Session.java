package dev.jprisma.gateway.pool;

import dev.jprisma.postgres.wire.PostgresConnection;

/** A connection on loan, with a session that nobody has changed; used by one thread, closed once. */
public final class Session implements AutoCloseable {

    private final PostgresConnection connection;
    private final Runnable onClose;

    Session(PostgresConnection connection, Runnable onClose) {
        this.connection = connection;
        this.onClose = onClose;
    }

    public PostgresConnection connection() {
        return connection;
    }

    /**
     * Gives the connection back. What is lost or still in a transaction is closed instead; what has not been reset by
     * its last statement is reset now, without waiting for it.
     */
    @Override
    public void close() {
        onClose.run();
    }
}
