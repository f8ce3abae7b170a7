package dev.jprisma.gateway.pool;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ProvenQueries;
import java.time.Duration;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/** Opens, checks and closes the connections of a pool. */
final class ConnectionFactory extends BasePooledObjectFactory<PostgresConnection> {

    /**
     * Less than it takes anybody to log in and end the session; requests that follow each other closely need no look.
     */
    private static final Duration SURELY_ALIVE = Duration.ofMillis(3);

    private final OwnLogin login;
    private final ProvenQueries proven = new ProvenQueries();

    ConnectionFactory(OwnLogin login) {
        this.login = login;
    }

    @Override
    public PostgresConnection create() {
        return login.open(proven);
    }

    @Override
    public PooledObject<PostgresConnection> wrap(PostgresConnection connection) {
        return new DefaultPooledObject<>(connection);
    }

    /** Whether it can be given to the next borrower: its reset has succeeded, and the server has not ended it. */
    @Override
    public boolean validateObject(PooledObject<PostgresConnection> pooled) {
        PostgresConnection connection = pooled.getObject();
        return pooled.getIdleDuration().compareTo(SURELY_ALIVE) < 0 ? connection.isSettled() : connection.isAlive();
    }

    @Override
    public void destroyObject(PooledObject<PostgresConnection> pooled) {
        pooled.getObject().close();
    }
}
