package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.access.ConnectionString;
import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.InstanceRoute;
import dev.jprisma.gateway.http.Problems;
import dev.jprisma.gateway.http.RequestBody;
import dev.jprisma.gateway.http.StreamedResponse;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code POST /sql}. */
public final class SqlRoutes {

    private final ClientWatch clients;

    public SqlRoutes(ClientWatch clients) {
        this.clients = clients;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/sql", this::handle);
    }

    private void handle(Context context) {
        SqlRequest request = SqlRequestParser.parse(RequestBody.of(context));
        SqlRun run = new SqlRun(request, context);
        StreamedResponse response = new StreamedResponse(context);
        try {
            InstanceRoute.of(context)
                    .inSession(
                            context,
                            database(context.header(ConnectionString.HEADER)),
                            connection -> clients.during(
                                    context, connection::cancel, () -> run.execute(connection, response)));
            response.complete();
        } catch (RuntimeException e) {
            Problems.answer(e, response);
        }
    }

    private static String database(String connectionString) {
        return connectionString == null
                ? null
                : ConnectionString.parse(connectionString).database();
    }
}
