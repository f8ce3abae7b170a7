package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.Session;
import dev.jprisma.gateway.pool.SessionPool;
import dev.jprisma.gateway.prisma.ConnectionSource;
import dev.jprisma.gateway.prisma.PoolExhaustedException;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.time.Duration;

/** The connections of a pool for the Prisma routes. */
record PrismaConnections(SessionPool sessions, int limit) implements ConnectionSource {
    @Override
    public Lease borrow(Duration maxWait) {
        Session session;
        try {
            session = sessions.borrow(maxWait);
        } catch (dev.jprisma.gateway.pool.PoolExhaustedException e) {
            throw new PoolExhaustedException(limit);
        }
        return new Lease() {
            @Override
            public PostgresConnection connection() {
                return session.connection();
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }
}
