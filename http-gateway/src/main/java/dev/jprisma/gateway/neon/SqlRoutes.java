package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.GatewaySettings;
import dev.jprisma.gateway.access.ConnectionString;
import dev.jprisma.gateway.http.Answer;
import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.OpenTarget;
import dev.jprisma.gateway.http.Problems;
import dev.jprisma.gateway.http.RequestBody;
import dev.jprisma.gateway.pool.DatabaseSessions;
import dev.jprisma.gateway.pool.Session;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerErrorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code POST /sql}. */
public final class SqlRoutes {

    private final GatewaySettings settings;
    private final ClientWatch clients;

    public SqlRoutes(GatewaySettings settings, ClientWatch clients) {
        this.settings = settings;
        this.clients = clients;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/sql", this::handle);
    }

    private void handle(Context context) {
        SqlRequest request = SqlRequestParser.parse(RequestBody.of(context));
        SqlRun run = new SqlRun(request, context);
        Answer answer = new Answer(context);
        try {
            executeOnALiveConnection(run, context, answer);
            answer.complete();
        } catch (RuntimeException e) {
            Problems.answer(e, answer);
        }
    }

    /** Twice if need be: the server may have ended a connection at the moment when it was taken from the pool. */
    private void executeOnALiveConnection(SqlRun run, Context context, Answer answer) {
        DatabaseSessions sessions = OpenTarget.of(context).sessions();
        String database = database(context.header(ConnectionString.HEADER));
        try {
            execute(
                    run,
                    context,
                    answer,
                    sessions.borrow(database, settings.pool().longestWait()));
        } catch (ServerErrorException e) {
            if (!e.beforeAnyAnswer() || !sessions.isPooled(database)) {
                throw e;
            }
            execute(
                    run,
                    context,
                    answer,
                    sessions.borrow(database, settings.pool().longestWait()));
        }
    }

    private static String database(String connectionString) {
        return connectionString == null
                ? null
                : ConnectionString.parse(connectionString).database();
    }

    private void execute(SqlRun run, Context context, Answer answer, Session session) {
        PostgresConnection connection = session.connection();
        try (session) {
            clients.during(context, connection::cancel, () -> run.execute(connection, answer));
        }
    }
}
