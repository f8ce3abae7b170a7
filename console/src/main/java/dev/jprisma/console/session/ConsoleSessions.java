package dev.jprisma.console.session;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.http.ClientWatch;
import dev.jprisma.console.http.Requests;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.InstanceName;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Opens sessions in the databases of instances, one for each thing that a page asks for: {@code application_name} says
 * whose they are, a statement has a time limit, and one whose page has gone is cancelled. Safe for threads.
 */
public final class ConsoleSessions {
    /** As which the console's sessions are seen in {@code pg_stat_activity}. */
    public static final String APPLICATION_NAME = "jprisma console";

    /** How long a statement may take that a view needs. */
    public static final Duration STATEMENT_LIMIT = Duration.ofSeconds(30);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    /** How values are written, whatever the server is set to. */
    public static final Map<String, String> FORMATS =
            Map.of("DateStyle", "ISO", "IntervalStyle", "postgres", "bytea_output", "hex");

    private final Home home;
    private final ClientWatch clients;
    private final Executor threads;

    /** @param threads for cancelling, which takes a connection of its own */
    public ConsoleSessions(Home home, ClientWatch clients, Executor threads) {
        this.home = home;
        this.clients = clients;
        this.threads = threads;
    }

    /**
     * Does something for the page that sent a request, whose body has been read, and cancels the statement it is in
     * when that page goes. It is a session in the database that its parameter {@code database} names, or the instance's
     * first.
     *
     * @param limit of a statement; zero for none
     */
    public <T> T during(Context context, InstanceName instance, Duration limit, Cancelling.Work<T> work)
            throws Exception {
        try (ClientWatch.Watched client = clients.watch(context);
                PostgresConnection session = open(instance, Requests.database(context), limit)) {
            return Cancelling.when(client.gone(), threads, session, work);
        }
    }

    /** The same with the limit for what a view needs. */
    public <T> T during(Context context, InstanceName instance, Cancelling.Work<T> work) throws Exception {
        return during(context, instance, STATEMENT_LIMIT, work);
    }

    /**
     * Opens a session for no page; the caller closes it.
     *
     * @param database null for the instance's first
     */
    public PostgresConnection open(InstanceName instance, String database, Duration limit) {
        ServerAddress server = home.server(instance);
        Map<String, String> parameters = new HashMap<>(FORMATS);
        parameters.putAll(server.parameters());
        parameters.put("application_name", APPLICATION_NAME);
        parameters.put("statement_timeout", Long.toString(limit.toMillis()));
        ServerAddress named = database == null ? server : server.withDatabase(database);
        return PostgresConnection.open(named.withParameters(parameters), CONNECT_LIMIT);
    }
}
