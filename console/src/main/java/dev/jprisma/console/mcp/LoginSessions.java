package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.session.Cancelling;
import dev.jprisma.console.session.ConsoleSessions;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.LoginKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Sessions in databases, one for each call: whatever a statement leaves in it ends with it. They are those of roles
 * without power, since the database's own rights are the fence, and not what a text looks like. Safe for threads.
 */
final class LoginSessions {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(5);
    /** Beyond the time that the server itself allows. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "mcp cancel");
        thread.setDaemon(true);
        thread.start();
    };

    private final Home home;

    LoginSessions(Home home) {
        this.home = home;
    }

    /**
     * Does something in a session of its own, which is closed afterwards.
     *
     * @param limit of a statement
     * @param gone from when nobody waits any more, and what it is in is cancelled
     */
    <T> T during(
            InstanceName instance, LoginKind login, Duration limit, CompletableFuture<?> gone, Cancelling.Work<T> work)
            throws Exception {
        try (PostgresConnection session = open(instance, login, limit)) {
            session.setReadTimeout(limit.plus(SILENCE));
            return Cancelling.when(gone, THREADS, session, work);
        }
    }

    private PostgresConnection open(InstanceName instance, LoginKind login, Duration limit) {
        ServerAddress server = home.server(instance, login);
        Map<String, String> parameters = new HashMap<>(ConsoleSessions.FORMATS);
        parameters.putAll(server.parameters());
        parameters.put("application_name", "jprisma mcp");
        parameters.put("statement_timeout", Long.toString(limit.toMillis()));
        parameters.put("lock_timeout", Long.toString(LOCK_LIMIT.toMillis()));
        parameters.put("idle_in_transaction_session_timeout", "0");
        if (login == LoginKind.READER) {
            parameters.put("default_transaction_read_only", "on");
        }
        return PostgresConnection.open(server.withParameters(parameters), CONNECT_LIMIT);
    }
}
