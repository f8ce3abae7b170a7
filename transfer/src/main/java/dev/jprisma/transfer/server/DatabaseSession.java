package dev.jprisma.transfer.server;

import dev.jprisma.cli.transfer.Database;
import dev.jprisma.postgres.UpstreamAddress;
import dev.jprisma.postgres.wire.CopySource;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.Upstream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A session on a database. Of one thread, except {@link #interrupt}; all throws {@link PostgresException}. */
public final class DatabaseSession implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

    private final Database database;
    private final PostgresConnection connection;
    private final int version;

    private DatabaseSession(Database database, PostgresConnection connection) {
        this.database = database;
        this.connection = connection;
        this.version = Integer.parseInt(value("SHOW server_version_num"));
    }

    /**
     * Logs in.
     *
     * @throws JprismaException if the server cannot be reached, or refuses
     */
    public static DatabaseSession open(Database database) {
        try {
            PostgresConnection connection = PostgresConnection.open(
                    UpstreamAddress.of(new Upstream(database.uri().text(), null, false))
                            .withDefaults(Map.of("application_name", "jprisma")),
                    CONNECT_LIMIT);
            try {
                return new DatabaseSession(database, connection);
            } catch (RuntimeException e) {
                connection.abort();
                throw e;
            }
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "Cannot log in to " + database + ": " + e.getMessage(), e);
        }
    }

    public Database database() {
        return database;
    }

    public PostgresConnection connection() {
        return connection;
    }

    /** Such as 18. */
    public int major() {
        return version / 10_000;
    }

    /**
     * Has the server look once a second whether we are still there, where it can: what a killed command was at is
     * undone at once, and not when its statement has ended.
     */
    public void endWithUs() {
        if (major() >= 14) {
            try {
                execute("SET client_connection_check_interval = '1s'");
            } catch (PostgresException e) {
                // Not on every operating system, nor behind every pooler.
                System.getLogger(DatabaseSession.class.getName()).log(System.Logger.Level.DEBUG, "not watched", e);
            }
        }
    }

    public void execute(String sql) {
        connection.query(sql, ResultReceiver.NONE);
    }

    /** The first value of the first row; null if there is none. */
    public String value(String sql, String... parameters) {
        List<List<String>> rows = rows(sql, parameters);
        return rows.isEmpty() ? null : rows.get(0).get(0);
    }

    /** The first column. */
    public List<String> column(String sql, String... parameters) {
        return rows(sql, parameters).stream().map(row -> row.get(0)).toList();
    }

    /** All rows; NULL is null. */
    public List<List<String>> rows(String sql, String... parameters) {
        List<List<String>> rows = new ArrayList<>();
        connection.execute(Statement.of(sql, parameters).once(), new ResultReceiver() {
            @Override
            public void row(Row row) {
                List<String> values = new ArrayList<>(row.size());
                for (int i = 0; i < row.size(); i++) {
                    values.add(row.text(i));
                }
                rows.add(values);
            }
        });
        return rows;
    }

    /** See {@link PostgresConnection#copyFrom}. */
    public long copyFrom(String sql, CopySource source) throws IOException {
        return connection.copyFrom(sql, source);
    }

    /** See {@link PostgresConnection#copyTo}. */
    public long copyTo(String sql, OutputStream target) throws IOException {
        return connection.copyTo(sql, target);
    }

    /** Ends what it is at, from another thread, and the session with it. */
    public void interrupt() {
        try {
            connection.cancel();
        } catch (PostgresException e) {
            System.getLogger(DatabaseSession.class.getName()).log(System.Logger.Level.DEBUG, "cancel", e);
        }
        connection.abort();
    }

    @Override
    public void close() {
        connection.close();
    }
}
