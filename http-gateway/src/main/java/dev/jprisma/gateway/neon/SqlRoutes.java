package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.GatewaySettings;
import dev.jprisma.gateway.http.Answer;
import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.OpenTarget;
import dev.jprisma.gateway.http.Problems;
import dev.jprisma.gateway.http.RequestBody;
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
        try {
            execute(run, context, answer);
        } catch (ServerErrorException e) {
            if (!e.beforeAnyAnswer()) {
                throw e;
            }
            execute(run, context, answer);
        }
    }

    private void execute(SqlRun run, Context context, Answer answer) {
        try (Session session = OpenTarget.of(context).sessions().borrow(settings.poolWait())) {
            PostgresConnection connection = session.connection();
            clients.during(context, connection::cancel, () -> run.execute(connection, answer));
        }
    }
}
