package dev.jprisma.gateway.pool;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Sessions on any database of a server: pooled for the one of its address, opened for the occasion for others, and
 * permits for those that clients keep. Safe for threads.
 */
public final class DatabaseSessions implements AutoCloseable {

    private final ServerAddress address;
    private final OwnLogin login;
    private final GatewaySettings settings;
    private final SessionPool pool;
    private final Semaphore permits;

    /**
     * @param loginAdvice what to do where PostgreSQL refuses the login, as a sentence
     * @param scheduler runs what closes unused connections
     */
    public DatabaseSessions(String loginAdvice, ServerAddress address, GatewaySettings settings, Scheduler scheduler) {
        this.address = address;
        this.settings = settings;
        this.login = new OwnLogin(loginAdvice, address, settings.pool().connectTimeout());
        this.pool = new SessionPool(login, settings, scheduler);
        this.permits = new Semaphore(settings.sessions().limit());
    }

    /**
     * Does something on a session of its own. Twice if need be: the server may have ended a connection at the moment
     * when it was taken from the pool.
     *
     * @param database null for that of the address
     * @param repeatable whether it can be done again if the server has done nothing of it
     * @throws PoolExhaustedException if there are too many sessions already
     * @throws PostgresException if there is no server, or it refuses
     */
    public void run(String database, boolean repeatable, Consumer<PostgresConnection> action) {
        try {
            runOnce(database, action);
        } catch (ServerErrorException e) {
            if (!e.beforeAnyAnswer() || !repeatable || !isPooled(database)) {
                throw e;
            }
            pool.giveUpIdle();
            runOnce(database, action);
        }
    }

    private void runOnce(String database, Consumer<PostgresConnection> action) {
        try (Session session = borrow(database)) {
            action.accept(session.connection());
        }
    }

    private Session borrow(String database) {
        if (isPooled(database)) {
            return pool.borrow(settings.pool().longestWait());
        }
        SessionPermit permit = take();
        try {
            PostgresConnection connection = open(database);
            return new Session(connection, () -> {
                connection.close();
                permit.close();
            });
        } catch (RuntimeException e) {
            permit.close();
            throw e;
        }
    }

    private boolean isPooled(String database) {
        return database == null || database.equals(address.database());
    }

    /** A new session, which is the caller's to close. */
    public PostgresConnection open(String database) {
        return login.open(database == null ? address.database() : database);
    }

    /**
     * Room for one more session that a client keeps.
     *
     * @throws PoolExhaustedException if there is none
     */
    public SessionPermit take() {
        if (!permits.tryAcquire()) {
            throw new PoolExhaustedException("All " + settings.sessions().limit()
                    + " sessions of this instance are in use. Close those that are not needed any more.");
        }
        return new SessionPermit(permits);
    }

    /**
     * Where requests can wait for a session on that database without a thread; null if its sessions are not pooled.
     *
     * @param database null for that of the address
     */
    public AdmissionQueue admission(String database) {
        return isPooled(database) ? pool.admission() : null;
    }

    /** How many wait for a pooled session. */
    public int waiting() {
        return pool.waiting();
    }

    /** Closes the sessions that nobody uses. */
    public void giveUpIdle() {
        pool.giveUpIdle();
    }

    @Override
    public void close() {
        pool.close();
    }
}
