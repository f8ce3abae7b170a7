package dev.jprisma.gateway.prisma;

import dev.jprisma.postgres.wire.PostgresConnection;
import java.time.Duration;

/** Where connections to the instance's database come from. Of many threads. */
public interface ConnectionSource {

    /**
     * A connection of one's own, open and idle.
     *
     * @param maxWait for one to become free
     * @throws PoolExhaustedException if none did
     * @throws dev.jprisma.postgres.wire.PostgresException if there is no server, or it refuses
     */
    Lease borrow(Duration maxWait);

    /** A connection until it is given back. */
    interface Lease extends AutoCloseable {
        PostgresConnection connection();

        /** Gives it back; what is lost or still in a transaction is not used again. */
        @Override
        void close();
    }
}
