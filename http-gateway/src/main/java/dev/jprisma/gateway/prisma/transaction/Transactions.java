package dev.jprisma.gateway.prisma.transaction;

import dev.jprisma.gateway.pool.PoolExhaustedException;
import dev.jprisma.gateway.pool.Session;
import dev.jprisma.gateway.pool.SessionPool;
import dev.jprisma.gateway.prisma.error.DatabaseErrors;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The interactive transactions of one instance. Of many threads. */
public final class Transactions implements AutoCloseable {
    private static final int REMEMBERED = 100;
    private static final Duration RETRY = Duration.ofMillis(20);

    private final SessionPool sessions;
    private final Map<String, InteractiveTransaction> open = new ConcurrentHashMap<>();
    /** The last closed ones, to say what became of them. Guarded by itself. */
    private final Map<String, InteractiveTransaction> closed = new LinkedHashMap<>();

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "jprisma-transaction-timeouts");
        thread.setDaemon(true);
        return thread;
    });

    /** @param sessions on the instance's database */
    public Transactions(SessionPool sessions) {
        this.sessions = sessions;
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Begins one and returns its id. */
    public String start(TransactionOptions options) {
        Session session = begin(options);
        InteractiveTransaction transaction = new InteractiveTransaction(session, options.timeout());
        open.put(transaction.id(), transaction);
        transaction.expiresBy(expireIn(transaction, options.timeout()));
        return transaction.id();
    }

    /** Twice if need be: the server may have ended a connection at the moment when it was taken from the pool. */
    private Session begin(TransactionOptions options) {
        try {
            try {
                return attemptBegin(options);
            } catch (ServerErrorException e) {
                if (!e.beforeAnyAnswer()) {
                    throw e;
                }
                sessions.giveUpIdle();
                return attemptBegin(options);
            }
        } catch (PoolExhaustedException e) {
            throw TransactionErrors.startTimedOut();
        } catch (PostgresException e) {
            throw DatabaseErrors.of(e);
        }
    }

    private Session attemptBegin(TransactionOptions options) {
        Session session = sessions.borrow(options.maxWait());
        try {
            session.connection().execute(Statement.of(options.begin()), ResultReceiver.NONE);
            return session;
        } catch (PostgresException e) {
            session.close();
            throw e;
        }
    }

    private ScheduledFuture<?> expireIn(InteractiveTransaction transaction, Duration delay) {
        return clock.schedule(() -> expire(transaction), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void expire(InteractiveTransaction transaction) {
        if (transaction.expire()) {
            forget(transaction);
        } else {
            expireIn(transaction, RETRY);
        }
    }

    /**
     * The transaction of that id.
     *
     * @param operation for messages: query, commit, rollback, start
     * @throws PrismaError if there is none, or none any more
     */
    public InteractiveTransaction get(String id, String operation) {
        InteractiveTransaction transaction = open.get(id);
        if (transaction == null) {
            synchronized (closed) {
                transaction = closed.get(id);
            }
        }
        if (transaction == null) {
            throw TransactionErrors.notFound();
        }
        transaction.requireOpen(operation);
        return transaction;
    }

    /** Moves a transaction that has ended to the ones remembered. */
    public void settle(InteractiveTransaction transaction) {
        if (transaction.status() != InteractiveTransaction.Status.OPEN) {
            forget(transaction);
        }
    }

    private void forget(InteractiveTransaction transaction) {
        synchronized (closed) {
            closed.put(transaction.id(), transaction);
            if (closed.size() > REMEMBERED) {
                closed.remove(closed.keySet().iterator().next());
            }
        }
        open.remove(transaction.id());
    }

    /** What is open is rolled back, by the end of its sessions. */
    @Override
    public void close() {
        clock.shutdownNow();
        new ArrayList<>(open.values()).forEach(InteractiveTransaction::abandon);
    }
}
