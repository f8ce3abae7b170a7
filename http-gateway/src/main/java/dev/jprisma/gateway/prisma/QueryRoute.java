package dev.jprisma.gateway.prisma;

import dev.jprisma.gateway.http.CoreRoute;
import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.pool.AdmissionQueue;
import dev.jprisma.gateway.pool.PoolExhaustedException;

/** {@code POST /query}: where Prisma Client sends its queries outside of transactions. */
final class QueryRoute implements CoreRoute {
    private final PrismaRoutes routes;

    QueryRoute(PrismaRoutes routes) {
        this.routes = routes;
    }

    @Override
    public void answer(Exchange exchange) {
        routes.query(exchange);
    }

    /** What may be in the cache needs no session. */
    @Override
    public AdmissionQueue queue(Exchange exchange) {
        return exchange.header(PrismaRoutes.CACHE_CONTROL) == null
                ? routes.instance(exchange).executor().admission()
                : null;
    }

    @Override
    public void refuse(Exchange exchange, PoolExhaustedException reason) {
        routes.call(exchange).run(call -> {
            throw call.orOverTime(routes.instance(exchange).executor().timedOut());
        });
    }
}
