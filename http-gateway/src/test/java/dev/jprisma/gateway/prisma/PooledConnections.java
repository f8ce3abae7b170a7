package dev.jprisma.gateway.prisma;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.TransactionStatus;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A plain pool, for tests of the routes alone. */
final class PooledConnections implements ConnectionSource, AutoCloseable {
    private final ServerAddress address;
    private final int limit;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<PostgresConnection> idle = new ConcurrentLinkedDeque<>();

    PooledConnections(ServerAddress address, int limit) {
        this.address = address;
        this.limit = limit;
        this.permits = new Semaphore(limit, true);
    }

    @Override
    public Lease borrow(Duration maxWait) {
        try {
            if (!permits.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PoolExhaustedException(limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolExhaustedException(limit);
        }
        try {
            return lease(connection());
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private PostgresConnection connection() {
        for (PostgresConnection free = idle.pollFirst(); free != null; free = idle.pollFirst()) {
            if (free.isAlive()) {
                return free;
            }
            free.close();
        }
        return PostgresConnection.open(address, Duration.ofSeconds(10));
    }

    private Lease lease(PostgresConnection connection) {
        return new Lease() {
            @Override
            public PostgresConnection connection() {
                return connection;
            }

            @Override
            public void close() {
                if (connection.isOpen() && connection.transactionStatus() == TransactionStatus.IDLE) {
                    idle.addFirst(connection);
                } else {
                    connection.close();
                }
                permits.release();
            }
        };
    }

    /** Connections that nobody has borrowed. */
    int available() {
        return permits.availablePermits();
    }

    @Override
    public void close() {
        idle.forEach(PostgresConnection::close);
    }
}
