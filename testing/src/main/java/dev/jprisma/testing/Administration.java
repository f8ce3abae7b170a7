package dev.jprisma.testing;

import dev.jprisma.postgres.DatabaseAdministration;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.CloseAll;
import dev.jprisma.state.Credentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes and drops databases of a server, in sessions on its database {@code postgres} that are kept for the next time.
 */
final class Administration implements AutoCloseable {
    /** For one database to be made or dropped, or for its sessions to end. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

    private final ServerLogin server;
    private final Deque<PostgresConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Administration(ServerLogin server) {
        this.server = server;
    }

    /** A copy of a database that nobody is connected to. */
    void create(String name, String template) {
        run(session -> DatabaseAdministration.copy(session, template, name));
    }

    /** A copy of a database whose sessions it ends; none can be opened meanwhile, which pools would. */
    void createAlone(String name, String template) {
        run(session -> {
            DatabaseAdministration.allowConnections(session, template, false);
            try {
                DatabaseAdministration.endSessions(session, template);
                DatabaseAdministration.copy(session, template, name);
            } finally {
                DatabaseAdministration.allowConnections(session, template, true);
            }
        });
    }

    /** Ends its sessions first. */
    void drop(String name) {
        run(session -> DatabaseAdministration.drop(session, name));
    }

    /** Makes it a template, to which nobody is connected any more. */
    void seal(String name) {
        run(session -> {
            DatabaseAdministration.seal(session, name);
            DatabaseAdministration.endSessions(session, name);
        });
    }

    /** How many sessions are in a transaction that has changed something and is neither committed nor rolled back. */
    int countOpenTransactions(String name) {
        return Integer.parseInt(
                query("SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND backend_xid IS NOT NULL", name)
                        .get(0));
    }

    private void run(Consumer<PostgresConnection> use) {
        with(session -> {
            use.accept(session);
            return null;
        });
    }

    private List<String> query(String sql, String parameter) {
        return with(connection -> {
            FirstColumn values = new FirstColumn();
            connection.execute(Statement.of(sql, parameter), values);
            return values.found;
        });
    }

    private <T> T with(Function<PostgresConnection, T> use) {
        PostgresConnection kept = idle.pollFirst();
        PostgresConnection connection = kept != null ? kept : open();
        try {
            return use.apply(connection);
        } finally {
            if (!closed && connection.isOpen()) {
                idle.addFirst(connection);
            } else {
                connection.close();
            }
        }
    }

    private PostgresConnection open() {
        PostgresConnection connection = PostgresConnection.open(server.address(Credentials.DATABASE), CONNECT_LIMIT);
        connection.setReadTimeout(LIMIT);
        return connection;
    }

    /** Runs a script of any number of statements, as {@code psql -f} would without its commands. */
    static void runScript(ServerLogin server, String database, String sql) {
        try (PostgresConnection connection = PostgresConnection.open(server.address(database), CONNECT_LIMIT)) {
            connection.query(sql, ResultReceiver.NONE);
        }
    }

    @Override
    public void close() {
        closed = true;
        CloseAll.of(idle);
        idle.clear();
    }

    private static final class FirstColumn implements ResultReceiver {
        private final List<String> found = new ArrayList<>();

        @Override
        public void row(Row row) {
            found.add(row.text(0));
        }
    }
}
