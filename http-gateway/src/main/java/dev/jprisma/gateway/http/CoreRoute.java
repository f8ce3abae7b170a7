package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.AdmissionQueue;
import dev.jprisma.gateway.pool.PoolExhaustedException;

/** What answers {@code POST} to one path without the servlet layer. Of many threads. */
public interface CoreRoute {

    /** Answers; what it throws becomes a problem. */
    void answer(Exchange exchange);

    /** Where a request waits for its turn; null if it needs no session that it would have to wait for. Never throws. */
    AdmissionQueue queue(Exchange exchange);

    /** Answers one whose turn did not come in time, without blocking. */
    default void refuse(Exchange exchange, PoolExhaustedException reason) {
        throw reason;
    }
}
