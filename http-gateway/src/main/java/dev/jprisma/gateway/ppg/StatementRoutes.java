package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.http.BodyMemory;
import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.CoreRoute;
import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.JavalinExchange;
import dev.jprisma.gateway.http.Problems;
import dev.jprisma.gateway.http.StreamedResponse;
import dev.jprisma.gateway.pool.AdmissionQueue;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerError;
import io.javalin.config.RoutesConfig;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** {@code POST /v0/statement[?db=NAME]}: one statement, whose errors are frames of an answer with status 200. */
public final class StatementRoutes implements CoreRoute {

    public static final String PATH = "/v0/statement";

    private final GatewaySettings settings;
    private final ClientWatch clients;
    private final BodyMemory memory;

    /** @param memory that large descriptors take */
    public StatementRoutes(GatewaySettings settings, ClientWatch clients, BodyMemory memory) {
        this.settings = settings;
        this.clients = clients;
        this.memory = memory;
    }

    public void addTo(RoutesConfig routes) {
        routes.post(PATH, context -> answer(new JavalinExchange(context)));
    }

    /** Whether the body of a request is not to be waited for, since it is read as it arrives. */
    public static boolean isStreamed(Request request) {
        return PATH.equals(request.getHttpURI().getPath())
                && StatementBody.isStreamed(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    }

    @Override
    public void answer(Exchange exchange) {
        BodyMemory.Holding descriptor = memory.holding();
        try {
            handle(exchange, StatementBody.read(exchange, settings, descriptor));
        } finally {
            descriptor.resize(0);
        }
    }

    private void handle(Exchange exchange, StatementBody body) {
        StreamedResponse response = new StreamedResponse(exchange, LineFrames.CONTENT_TYPE);
        StatementRun run = new StatementRun(body.descriptor(), new LineFrames(response));
        try {
            exchange.route()
                    .databaseSessions()
                    .run(
                            database(exchange),
                            body.isRepeatable(),
                            connection -> execute(run, body, exchange, connection));
            response.complete();
        } catch (RuntimeException e) {
            ServerError error = StatementErrors.of(e);
            if (error != null && run.fail(error)) {
                response.complete();
            } else {
                Problems.answer(e, response);
            }
        }
    }

    @Override
    public AdmissionQueue queue(Exchange exchange) {
        return exchange.route().databaseSessions().admission(database(exchange));
    }

    private static String database(Exchange exchange) {
        return exchange.queryParameter("db");
    }

    private void execute(StatementRun run, StatementBody body, Exchange exchange, PostgresConnection connection) {
        try (ClientWatch.Watch watch = clients.watch(exchange, connection::cancel)) {
            body.whenWhole(watch::begin);
            run.execute(connection, body.statement());
        }
    }
}
