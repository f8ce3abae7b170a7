package dev.jprisma.gateway.prisma;

import dev.jprisma.gateway.http.ProtocolState;
import dev.jprisma.gateway.pool.SessionPool;
import dev.jprisma.gateway.prisma.execute.PlanExecutor;
import dev.jprisma.gateway.prisma.limit.RequestLimits;
import dev.jprisma.gateway.prisma.transaction.Transactions;
import dev.jprisma.gateway.settings.ProductionLimits;

/** What the Prisma requests of one instance share: its open transactions and its cached answers. Of many threads. */
public final class PrismaInstance implements ProtocolState {
    private final Transactions transactions;
    private final PlanExecutor executor;
    private final CachedQueries cachedQueries;
    private final RequestLimits limits;
    private final String tcpUrlCommand;

    /**
     * @param sessions on the instance's database
     * @param name for messages that say what to type
     * @param limits of production
     */
    public PrismaInstance(SessionPool sessions, String name, ProductionLimits limits) {
        this.transactions = new Transactions(sessions);
        this.executor = new PlanExecutor(sessions);
        this.cachedQueries = new CachedQueries(executor);
        this.limits = RequestLimits.of(limits, name);
        this.tcpUrlCommand = "jprisma dev url " + name;
    }

    Transactions transactions() {
        return transactions;
    }

    PlanExecutor executor() {
        return executor;
    }

    CachedQueries cachedQueries() {
        return cachedQueries;
    }

    RequestLimits limits() {
        return limits;
    }

    /** What prints the URL for clients that cannot be served over HTTP. */
    String tcpUrlCommand() {
        return tcpUrlCommand;
    }

    /** Rolls back the transactions that are open. */
    @Override
    public void close() {
        transactions.close();
        limits.close();
    }
}
