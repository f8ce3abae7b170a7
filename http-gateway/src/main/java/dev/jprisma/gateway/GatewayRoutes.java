package dev.jprisma.gateway;

import dev.jprisma.gateway.http.BodyHandler;
import dev.jprisma.gateway.http.BodyMemory;
import dev.jprisma.gateway.http.BodyReader;
import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.CoreRoute;
import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.JavalinExchange;
import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.Problems;
import dev.jprisma.gateway.http.StreamedResponse;
import dev.jprisma.gateway.neon.SqlRoutes;
import dev.jprisma.gateway.ppg.StatementRoutes;
import dev.jprisma.gateway.prisma.PrismaInstance;
import dev.jprisma.gateway.prisma.PrismaRoutes;
import dev.jprisma.gateway.settings.GatewaySettings;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.router.Endpoint;
import jakarta.servlet.Servlet;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import tools.jackson.core.JsonGenerator;

/** Which handler serves which path; what they throw becomes a problem. */
final class GatewayRoutes implements BodyHandler.Policy {

    /** A plan that is read as it arrives: the insertion of 150 000 records in one call. */
    private static final long READ_PLAN_LIMIT = 256L << 20;

    /** One that is not. */
    private static final long PLAN_LIMIT = 64L << 20;

    private final GatewaySettings settings;
    private final SqlRoutes sql;
    private final StatementRoutes statements;
    private final PrismaRoutes prisma;

    GatewayRoutes(GatewaySettings settings, ClientWatch clients, BodyMemory memory) {
        this.settings = settings;
        this.sql = new SqlRoutes(clients);
        this.statements = new StatementRoutes(settings, clients, memory);
        this.prisma = new PrismaRoutes(exchange -> exchange.route().prisma(PrismaInstance.class), clients);
    }

    /** What answers {@code POST} without Javalin, by path. */
    Map<String, CoreRoute> posts() {
        return Map.of(SqlRoutes.PATH, sql, StatementRoutes.PATH, statements, PrismaRoutes.QUERY, prisma.queryRoute());
    }

    /**
     * Javalin as a servlet: its own way to start Jetty knows one port only. Without WebSockets, which take time to
     * start.
     */
    Servlet servlet() {
        return new JavalinServlet(Javalin.create(this::configure).unsafe);
    }

    @Override
    public long bodyLimit(Request request) {
        if (StatementRoutes.isStreamed(request)) {
            return -1;
        }
        if (PrismaRoutes.isReadOnArrival(request)) {
            return READ_PLAN_LIMIT;
        }
        return PrismaRoutes.QUERY.equals(request.getHttpURI().getPath()) || isInSession(request)
                ? Math.max(PLAN_LIMIT, settings.bodies().limit())
                : settings.bodies().limit();
    }

    @Override
    public boolean isInSession(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null && path.startsWith(PrismaRoutes.TRANSACTION);
    }

    @Override
    public BodyReader reader(Request request) {
        return PrismaRoutes.isReadOnArrival(request) ? PrismaRoutes.reader(request) : null;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        config.router.handlerWrapper(endpoint -> context -> handle(endpoint, context));
        addTo(config.routes);
    }

    /** What Javalin takes for an end of the JVM is the end of one request. */
    private static void handle(Endpoint endpoint, Context context) throws Exception {
        try {
            endpoint.handler.handle(context);
        } catch (OutOfMemoryError e) {
            throw Problems.outOfMemory(e).exception();
        }
    }

    private void addTo(RoutesConfig routes) {
        routes.get("/health", GatewayRoutes::health);
        sql.addTo(routes);
        statements.addTo(routes);
        prisma.addTo(routes);
        routes.exception(HttpResponseException.class, GatewayRoutes::notRouted);
        routes.exception(
                Exception.class,
                (e, context) -> Problems.answer(e, new StreamedResponse(new JavalinExchange(context))));
    }

    private static void health(Context context) {
        Exchange exchange = new JavalinExchange(context);
        StreamedResponse response = new StreamedResponse(exchange);
        try (JsonGenerator json = JsonStreams.generator(response)) {
            json.writeStartObject();
            json.writeStringProperty("name", exchange.route().target().name());
            json.writeStringProperty("status", "ok");
            json.writeEndObject();
        }
        response.complete();
    }

    private static void notRouted(HttpResponseException e, Context context) {
        String request = context.method() + " " + context.path();
        Problem problem = switch (e.getStatus()) {
            case 404 -> new Problem(404, "NOT_FOUND", "There is no " + request + ". POST /sql takes queries.");
            case 405 -> new Problem(405, "METHOD_NOT_ALLOWED", "There is no " + request + ".");
            default -> new Problem(e.getStatus(), "BAD_REQUEST", String.valueOf(e.getMessage()));
        };
        new StreamedResponse(new JavalinExchange(context)).refuse(problem);
    }
}
