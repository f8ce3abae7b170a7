package dev.jprisma.gateway.prisma;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that Prisma Client 7 uses with an HTTP URL, and Accelerate's. Of many threads.
 *
 * <p>Access is not checked here.
 */
public final class PrismaRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PrismaRoutes.class);
    private static final byte[] CONNECTION_INFO =
            "{\"provider\":\"postgres\",\"connectionInfo\":{\"supportsRelationJoins\":true}}".getBytes();

    private final Function<Context, PrismaInstance> instances;
    private final Function<Context, byte[]> bodies;

    /**
     * @param instances whom a request is for
     * @param bodies reads the body of a request within the limits of the server
     */
    public PrismaRoutes(Function<Context, PrismaInstance> instances, Function<Context, byte[]> bodies) {
        this.instances = instances;
        this.bodies = bodies;
    }

    /** Adds the routes to a server that has none of them yet. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/connection-info", context -> json(context, 200, CONNECTION_INFO));
        routes.post("/query", context -> handle(context, this::query));
        routes.post("/transaction/start", context -> handle(context, this::start));
        routes.post("/transaction/{id}/query", context -> handle(context, this::queryIn));
        routes.post("/transaction/{id}/commit", context -> handle(context, this::commit));
        routes.post("/transaction/{id}/rollback", context -> handle(context, this::rollBack));
        routes.post("/invalidate", context -> handle(context, this::invalidate));
        routes.post("/{version}/{schemaHash}/graphql", context -> handle(context, this::refuseOldClient));
        routes.put("/{version}/{schemaHash}/schema", context -> handle(context, this::refuseOldClient));
        routes.post("/{version}/{schemaHash}/transaction/start", context -> handle(context, this::refuseOldClient));
    }

    private interface Exchange {
        void run(Context context, Telemetry telemetry, byte[] body);
    }

    private void handle(Context context, Exchange exchange) {
        byte[] body = bodies.apply(context);
        Telemetry telemetry = Telemetry.of(null, null);
        try {
            telemetry = Telemetry.of(context.header("X-Capture-Telemetry"), context.header("traceparent"));
            exchange.run(context, telemetry, body);
        } catch (PrismaError e) {
            LOG.debug("{} {}", context.method(), context.path(), e);
            fail(context, telemetry, e);
        } catch (AnswerCutShortException e) {
            LOG.debug("{} {}: the answer ends before its end", context.method(), context.path(), e);
            abort(context, e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} {} failed", context.method(), context.path(), e);
            String message = "Internal error of the gateway: " + e + ". Please report it; its log has the details.";
            fail(context, telemetry, new PrismaError(500, null, message, null));
        }
    }

    /** Ends the connection, so that the client cannot take the beginning of an answer for all of it. */
    private static void abort(Context context, AnswerCutShortException e) {
        ServletContextRequest.getServletContextRequest(context.req())
                .getServletChannel()
                .abort(e);
    }

    private void query(Context context, Telemetry telemetry, byte[] body) {
        QueryRequest request = request(context, body);
        PlanExecutor executor = instances.apply(context).executor();
        PlanNode plan = executor.plan(request);
        CacheStrategy strategy =
                CacheStrategy.of(context.header("cache-control"), context.header("accelerate-cache-tags"));
        if (strategy != null && CachedQueries.isRead(request)) {
            byte[] data = instances
                    .apply(context)
                    .cachedQueries()
                    .answer(plan, request, strategy, telemetry, context::header);
            String text = new String(data, StandardCharsets.UTF_8);
            stream(context, telemetry, out -> out.json().writeRawValue(text));
        } else {
            context.header("accelerate-cache-status", "none");
            stream(context, telemetry, out -> executor.execute(plan, request, telemetry, out));
        }
    }

    private void queryIn(Context context, Telemetry telemetry, byte[] body) {
        QueryRequest request = request(context, body);
        PlanExecutor executor = instances.apply(context).executor();
        PlanNode plan = executor.plan(request);
        stream(context, telemetry, out -> executor.executeIn(context.pathParam("id"), plan, request, telemetry, out));
    }

    private static QueryRequest request(Context context, byte[] body) {
        return QueryRequest.parse(body, ClientVersion.of(context.header("Prisma-Engine-Hash")));
    }

    private static void stream(Context context, Telemetry telemetry, Consumer<AnswerWriter> data) {
        AnswerBuffer out = new AnswerBuffer(() -> {
            head(context, 200);
            return context.outputStream();
        });
        try {
            writeAnswer(new AnswerWriter(out), telemetry, data);
        } catch (RuntimeException e) {
            if (out.isSent()) {
                throw new AnswerCutShortException(e);
            }
            throw e;
        }
        if (!out.isSent()) {
            json(context, 200, out.toByteArray());
        }
    }

    private static void writeAnswer(AnswerWriter out, Telemetry telemetry, Consumer<AnswerWriter> data) {
        out.json().writeStartObject();
        out.json().writeName("data");
        data.accept(out);
        telemetry.write(out);
        out.json().writeEndObject();
        out.close();
    }

    private void start(Context context, Telemetry telemetry, byte[] body) {
        PlanFields options = PlanFields.of("body", JsonReader.read(body, 0, body.length));
        String id = options.has("newTxId")
                ? startNested(context, options.string("newTxId"))
                : startNew(context, options, telemetry);
        context.header("Prisma-Transaction-Id", id);
        json(context, 200, object(telemetry, Map.of("id", id)));
    }

    private Transactions transactions(Context context) {
        return instances.apply(context).transactions();
    }

    private String startNew(Context context, PlanFields options, Telemetry telemetry) {
        return telemetry.timed("start_transaction", () -> transactions(context).start(TransactionOptions.of(options)));
    }

    private String startNested(Context context, String id) {
        transactions(context).get(id, "start").startNested();
        return id;
    }

    private void commit(Context context, Telemetry telemetry, byte[] body) {
        InteractiveTransaction transaction = transactions(context).get(context.pathParam("id"), "commit");
        try {
            telemetry.timed("commit_transaction", () -> transaction.commit(telemetry));
        } finally {
            transactions(context).settle(transaction);
        }
        json(context, 200, object(telemetry, Map.of()));
    }

    private void rollBack(Context context, Telemetry telemetry, byte[] body) {
        InteractiveTransaction transaction = transactions(context).get(context.pathParam("id"), "rollback");
        try {
            telemetry.timed("rollback_transaction", () -> transaction.rollBack(telemetry));
        } finally {
            transactions(context).settle(transaction);
        }
        json(context, 200, object(telemetry, Map.of()));
    }

    private void invalidate(Context context, Telemetry telemetry, byte[] body) {
        PlanFields options = PlanFields.of("body", JsonReader.read(body, 0, body.length));
        AnswerCache cache = instances.apply(context).cachedQueries().cache();
        if ("all".equals(options.get("tags"))) {
            cache.invalidateAll();
        } else {
            cache.invalidate(options.strings("tags"));
        }
        context.header("cf-ray", CachedQueries.requestId());
        json(context, 200, object(telemetry, Map.of()));
    }

    /** Clients up to 6 send GraphQL for an engine that holds their schema. */
    private void refuseOldClient(Context context, Telemetry telemetry, byte[] body) {
        json(
                context,
                400,
                object(
                        telemetry,
                        OldClient.error(
                                context.pathParam("version"),
                                instances.apply(context).tcpUrlCommand())));
    }

    private static byte[] object(Telemetry telemetry, Map<String, ?> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnswerWriter writer = new AnswerWriter(out);
        writer.json().writeStartObject();
        fields.forEach((name, value) -> {
            writer.json().writeName(name);
            writer.value(value);
        });
        telemetry.write(writer);
        writer.json().writeEndObject();
        writer.close();
        return out.toByteArray();
    }

    private static void fail(Context context, Telemetry telemetry, PrismaError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (error.code() != null) {
            body.put("code", error.code());
        }
        body.put("error", error.getMessage());
        if (error.meta() != null) {
            body.put("meta", error.meta());
        }
        json(context, error.status(), object(telemetry, body));
    }

    private static void json(Context context, int status, byte[] body) {
        head(context, status);
        context.result(body);
    }

    private static void head(Context context, int status) {
        context.status(status);
        context.contentType("application/json");
    }
}
