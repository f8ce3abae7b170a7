package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.access.ConnectionString;
import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.CoreRoute;
import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.JavalinExchange;
import dev.jprisma.gateway.http.Problems;
import dev.jprisma.gateway.http.StreamedResponse;
import dev.jprisma.gateway.pool.AdmissionQueue;
import io.javalin.config.RoutesConfig;

/** {@code POST /sql}. */
public final class SqlRoutes implements CoreRoute {

    public static final String PATH = "/sql";

    private final ClientWatch clients;

    public SqlRoutes(ClientWatch clients) {
        this.clients = clients;
    }

    public void addTo(RoutesConfig routes) {
        routes.post(PATH, context -> answer(new JavalinExchange(context)));
    }

    @Override
    public void answer(Exchange exchange) {
        SqlRequest request = SqlRequestParser.parse(exchange.body());
        SqlRun run = new SqlRun(request, exchange);
        StreamedResponse response = new StreamedResponse(exchange);
        try {
            exchange.route()
                    .inSession(
                            exchange,
                            database(exchange),
                            connection -> clients.during(
                                    exchange, connection::cancel, () -> run.execute(connection, response)));
            response.complete();
        } catch (RuntimeException e) {
            Problems.answer(e, response);
        }
    }

    @Override
    public AdmissionQueue queue(Exchange exchange) {
        return exchange.route().admission(exchange, database(exchange));
    }

    /** One that is malformed has been refused with the credentials. */
    private static String database(Exchange exchange) {
        String connectionString = exchange.header(ConnectionString.HEADER);
        return connectionString == null
                ? null
                : ConnectionString.parse(connectionString).database();
    }
}
