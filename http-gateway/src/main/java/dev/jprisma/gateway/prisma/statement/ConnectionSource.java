package dev.jprisma.gateway.prisma.statement;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.postgres.wire.PostgresConnection;

/** Where the connection for the statements of a request comes from. */
public interface ConnectionSource {

    /**
     * The connection, idle or in the transaction that the request is a part of; asked once, by the first statement.
     *
     * @throws PrismaError if the pool has none
     * @throws dev.jprisma.postgres.wire.PostgresException if there is no server, or it refuses
     */
    PostgresConnection get();

    /** Another one instead of one that turned out dead before it did anything; null if it cannot be replaced. */
    PostgresConnection replace();

    /** A connection that has a state. */
    static ConnectionSource of(PostgresConnection connection) {
        return new ConnectionSource() {
            @Override
            public PostgresConnection get() {
                return connection;
            }

            @Override
            public PostgresConnection replace() {
                return null;
            }
        };
    }
}
