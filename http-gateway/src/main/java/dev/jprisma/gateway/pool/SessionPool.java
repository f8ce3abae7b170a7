package dev.jprisma.gateway.pool;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.postgres.wire.ConnectionLostException;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.TransactionStatus;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one database, opened when they are wanted and closed when they have not been for a while. Each
 * borrower finds a session as if it had just been opened. Safe for threads.
 */
public final class SessionPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);

    /** Longer than some hundred requests take that are served in their order. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    private final GenericObjectPool<PostgresConnection> pool;
    private final FairSemaphore permits;
    private final AdmissionQueue admission;
    private final Scheduler scheduler;
    private final Duration idleTime;
    private final AtomicBoolean evictionScheduled = new AtomicBoolean();
    private final Set<PostgresConnection> borrowed = ConcurrentHashMap.newKeySet();

    /**
     * @param loginAdvice what to do where PostgreSQL refuses the login, as a sentence
     * @param scheduler runs what closes unused connections
     */
    public SessionPool(String loginAdvice, ServerAddress address, GatewaySettings settings, Scheduler scheduler) {
        this(new OwnLogin(loginAdvice, address, settings.pool().connectTimeout()), settings, scheduler);
    }

    SessionPool(OwnLogin login, GatewaySettings settings, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.idleTime = settings.pool().idleTime();
        this.permits = new FairSemaphore(settings.pool().size(), PATIENCE);
        this.admission =
                new AdmissionQueue(settings.pool().size(), settings.pool().longestWait(), scheduler);
        this.pool = new GenericObjectPool<>(new ConnectionFactory(login), config(settings));
    }

    private static GenericObjectPoolConfig<PostgresConnection> config(GatewaySettings settings) {
        GenericObjectPoolConfig<PostgresConnection> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(settings.pool().size());
        config.setMaxIdle(settings.pool().size());
        config.setTestOnBorrow(true);
        config.setMinEvictableIdleDuration(settings.pool().idleTime());
        config.setNumTestsPerEvictionRun(settings.pool().size());
        config.setJmxEnabled(false);
        return config;
    }

    /**
     * A session of one's own.
     *
     * @param wait for one to become free
     * @throws PoolExhaustedException if none did
     * @throws PostgresException if there is no server, or it refuses
     */
    public Session borrow(Duration wait) {
        awaitTurn(wait);
        PostgresConnection connection = take(wait);
        borrowed.add(connection);
        if (pool.isClosed()) {
            end(connection);
        }
        return new Session(connection, () -> giveBack(connection));
    }

    private void awaitTurn(Duration wait) {
        try {
            if (!permits.acquire(wait)) {
                throw exhausted(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exhausted(wait);
        }
    }

    private PoolExhaustedException exhausted(Duration wait) {
        return new PoolExhaustedException(pool.getMaxTotal(), wait);
    }

    private PostgresConnection take(Duration wait) {
        boolean taken = false;
        try {
            PostgresConnection connection = pool.borrowObject(wait);
            taken = true;
            return connection;
        } catch (NoSuchElementException e) {
            throw exhausted(wait);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            if (!taken) {
                permits.release();
            }
        }
    }

    private void giveBack(PostgresConnection connection) {
        borrowed.remove(connection);
        try {
            if (isReusable(connection)) {
                pool.returnObject(connection);
                scheduleEviction();
            } else {
                invalidate(connection);
            }
        } finally {
            permits.release();
        }
    }

    private boolean isReusable(PostgresConnection connection) {
        try {
            if (!connection.isOpen() || connection.transactionStatus() != TransactionStatus.IDLE) {
                return false;
            }
            if (!connection.isPristine()) {
                connection.reset();
            }
            return true;
        } catch (ConnectionLostException e) {
            return false;
        }
    }

    private void invalidate(PostgresConnection connection) {
        try {
            pool.invalidateObject(connection);
        } catch (PostgresException e) {
            LOG.debug("The pool cannot open another connection in the place of one that is lost", e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void scheduleEviction() {
        if (evictionScheduled.compareAndSet(false, true)) {
            scheduler.schedule(this::evict, idleTime.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void evict() {
        evictionScheduled.set(false);
        if (pool.isClosed()) {
            return;
        }
        try {
            pool.evict();
        } catch (Exception e) {
            LOG.warn("Unused connections could not be closed", e);
        }
        if (pool.getNumIdle() > 0) {
            scheduleEviction();
        }
    }

    /**
     * Closes those that nobody uses, without waiting for the server to notice; the next borrowers open others. Also
     * where the server has just ended one of them: it may be ending the others too.
     */
    public void giveUpIdle() {
        pool.clear();
    }

    /** How many connections there can be. */
    public int limit() {
        return pool.getMaxTotal();
    }

    /** Where requests can wait before they {@link #borrow}, without a thread. */
    public AdmissionQueue admission() {
        return admission;
    }

    /** How many wait for one. */
    public int waiting() {
        return permits.waiting() + admission.waiting();
    }

    /** How many connections there are. */
    int size() {
        return pool.getNumActive() + pool.getNumIdle();
    }

    /** Closes every connection; statements under way are cancelled. */
    @Override
    public void close() {
        pool.close();
        borrowed.forEach(SessionPool::end);
    }

    private static void end(PostgresConnection connection) {
        try {
            connection.cancel();
        } catch (PostgresException e) {
            LOG.debug("A statement could not be cancelled", e);
        }
        connection.abort();
    }
}
