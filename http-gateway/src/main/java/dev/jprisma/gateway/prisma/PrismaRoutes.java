package dev.jprisma.gateway.prisma;

import dev.jprisma.gateway.http.BodyReader;
import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.CoreRoute;
import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.JavalinExchange;
import dev.jprisma.gateway.http.StreamedResponse;
import dev.jprisma.gateway.prisma.cache.CacheStrategy;
import dev.jprisma.gateway.prisma.cache.ResponseCache;
import dev.jprisma.gateway.prisma.execute.PlanExecutor;
import dev.jprisma.gateway.prisma.execute.QueryRequest;
import dev.jprisma.gateway.prisma.transaction.InteractiveTransaction;
import dev.jprisma.gateway.prisma.transaction.TransactionOptions;
import dev.jprisma.gateway.prisma.value.JsonFields;
import dev.jprisma.gateway.prisma.value.JsonReader;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/**
 * The routes that Prisma Client 7 uses with an HTTP URL, and Accelerate's. Of many threads.
 *
 * <p>Access is not checked here.
 */
public final class PrismaRoutes {
    /** Where Prisma Client sends its queries outside of transactions. */
    public static final String QUERY = "/query";

    /** What the paths of all requests in an open transaction begin with. */
    public static final String TRANSACTION = "/transaction/";

    private static final String CLIENT_VERSION = "Prisma-Engine-Hash";

    static final String CACHE_CONTROL = "cache-control";

    private static final byte[] CONNECTION_INFO =
            "{\"provider\":\"postgres\",\"connectionInfo\":{\"supportsRelationJoins\":true}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final Function<Exchange, PrismaInstance> instances;
    private final ClientWatch clients;

    /**
     * @param instances whom a request is for
     * @param clients tells of those that go away while their query is executed
     */
    public PrismaRoutes(Function<Exchange, PrismaInstance> instances, ClientWatch clients) {
        this.instances = instances;
        this.clients = clients;
    }

    /** Adds the routes to a server that has none of them yet. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(
                "/connection-info",
                context -> new StreamedResponse(new JavalinExchange(context)).replace(200, CONNECTION_INFO));
        routes.post(QUERY, context -> query(new JavalinExchange(context)));
        routes.post("/transaction/start", context -> handle(context, this::start));
        routes.post("/transaction/{id}/query", context -> handle(context, this::queryIn));
        routes.post("/transaction/{id}/commit", context -> handle(context, this::commit));
        routes.post("/transaction/{id}/rollback", context -> handle(context, this::rollBack));
        routes.post("/invalidate", context -> handle(context, this::invalidate));
        routes.post("/{version}/{schemaHash}/graphql", context -> handle(context, this::refuseOldClient));
        routes.put("/{version}/{schemaHash}/schema", context -> handle(context, this::refuseOldClient));
        routes.post("/{version}/{schemaHash}/transaction/start", context -> handle(context, this::refuseOldClient));
    }

    /** {@code POST /query} without the servlet layer. */
    public CoreRoute queryRoute() {
        return new QueryRoute(this);
    }

    /** Whether a large body of a request is read as it arrives, and not kept: answers to it are kept neither. */
    public static boolean isReadOnArrival(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null
                && (path.equals(QUERY) || path.startsWith(TRANSACTION) && path.endsWith(QUERY))
                && HttpMethod.POST.is(request.getMethod())
                && !request.getHeaders().contains(CACHE_CONTROL);
    }

    /** What reads it. */
    public static BodyReader reader(Request request) {
        String clientVersion = request.getHeaders().get(CLIENT_VERSION);
        return body -> QueryRequest.read(body, clientVersion);
    }

    void query(Exchange exchange) {
        call(exchange).run(this::query);
    }

    private void handle(Context context, Consumer<Call> operation) {
        call(new JavalinExchange(context)).run(operation);
    }

    Call call(Exchange exchange) {
        return new Call(exchange, exchange.body(), instances.apply(exchange).limits());
    }

    private PrismaInstance instance(Call call) {
        return instance(call.exchange());
    }

    PrismaInstance instance(Exchange exchange) {
        return instances.apply(exchange);
    }

    private void query(Call call) {
        QueryRequest request = request(call);
        PlanExecutor executor = instance(call).executor();
        Exchange exchange = call.exchange();
        CacheStrategy strategy =
                CacheStrategy.of(exchange.header(CACHE_CONTROL), exchange.header("accelerate-cache-tags"));
        if (strategy != null) {
            instance(call).limits().checkTags(strategy.tags());
        }
        if (strategy != null && CachedQueries.isRead(request)) {
            instance(call).cachedQueries().answer(call, request, strategy, clients);
        } else {
            exchange.setHeader("accelerate-cache-status", "none");
            PlanExecutor.Execution execution = executor.execution(request, call.telemetry());
            call.during(clients, execution::cancel, () -> call.stream(execution::run));
        }
    }

    private void queryIn(Call call) {
        QueryRequest request = request(call);
        InteractiveTransaction transaction = transaction(call, "query");
        try {
            transaction.run("query", connection -> {
                call.during(
                        clients,
                        connection::cancel,
                        () -> call.stream(out -> PlanExecutor.executeIn(connection, request, call.telemetry(), out)));
                return null;
            });
        } finally {
            instance(call).transactions().settle(transaction);
        }
    }

    private QueryRequest request(Call call) {
        Object read = call.exchange().readBody();
        return read == null
                ? instance(call).executor().request(call.body(), call.exchange().header(CLIENT_VERSION))
                : (QueryRequest) read;
    }

    private void start(Call call) {
        JsonFields options = options(call);
        String id = options.has("newTxId") ? startNested(call, options.string("newTxId")) : startNew(call, options);
        call.exchange().setHeader("Prisma-Transaction-Id", id);
        call.object(200, Map.of("id", id));
    }

    private static JsonFields options(Call call) {
        return JsonFields.of("body", JsonReader.read(call.body(), 0, call.body().length));
    }

    private InteractiveTransaction transaction(Call call, String operation) {
        return instance(call).transactions().get(call.exchange().pathParameter("id"), operation);
    }

    private String startNew(Call call, JsonFields options) {
        PrismaInstance instance = instance(call);
        TransactionOptions asked = TransactionOptions.of(options);
        TransactionOptions granted = asked.withTimeout(instance.limits().transactionTimeout(asked.timeout()));
        return call.telemetry()
                .timed("start_transaction", () -> instance.transactions().start(granted));
    }

    private String startNested(Call call, String id) {
        instance(call).transactions().get(id, "start").startNested();
        return id;
    }

    private void commit(Call call) {
        InteractiveTransaction transaction = transaction(call, "commit");
        try {
            call.telemetry().timed("commit_transaction", () -> transaction.commit(call.telemetry()));
        } finally {
            instance(call).transactions().settle(transaction);
        }
        call.object(200, Map.of());
    }

    private void rollBack(Call call) {
        InteractiveTransaction transaction = transaction(call, "rollback");
        try {
            call.telemetry().timed("rollback_transaction", () -> transaction.rollBack(call.telemetry()));
        } finally {
            instance(call).transactions().settle(transaction);
        }
        call.object(200, Map.of());
    }

    private void invalidate(Call call) {
        JsonFields options = options(call);
        ResponseCache cache = instance(call).cachedQueries().cache();
        if ("all".equals(options.get("tags"))) {
            cache.invalidateAll();
        } else {
            instance(call).limits().checkTags(options.strings("tags"));
            cache.invalidate(options.strings("tags"));
        }
        call.exchange().setHeader("cf-ray", CachedQueries.requestId());
        call.object(200, Map.of());
    }

    /** Clients up to 6 send GraphQL for an engine that holds their schema. */
    private void refuseOldClient(Call call) {
        String version = call.exchange().pathParameter("version");
        call.object(400, OldClient.error(version, instance(call).tcpUrlCommand()));
    }
}
