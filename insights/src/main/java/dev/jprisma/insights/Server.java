package dev.jprisma.insights;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sessions of one's own on a server: short ones, so that nobody who copies or drops a database waits for them, and
 * neither recorded nor counted.
 */
final class Server {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String APPLICATION = "jprisma insights";

    private final ServerAddress address;

    /** @param address of its superuser */
    Server(ServerAddress address) {
        this.address = address.withDefaults(Map.of(
                "application_name",
                APPLICATION,
                "options",
                "-c log_min_duration_sample=-1 -c log_min_duration_statement=-1 -c pg_stat_statements.track=none"
                        + " -c statement_timeout=5s -c lock_timeout=50ms -c synchronous_commit=off -c jit=off"));
    }

    String database() {
        return address.database();
    }

    PostgresConnection open(String database) {
        PostgresConnection session = PostgresConnection.open(address.withDatabase(database), LIMIT);
        session.setReadTimeout(LIMIT.multipliedBy(2));
        return session;
    }

    static List<List<String>> rows(PostgresConnection session, String sql, String... parameters) {
        RowList rows = new RowList();
        session.execute(Statement.of(sql, parameters).once(), rows);
        return rows.rows;
    }

    /** The rows of all results of a text of several statements. */
    static List<List<String>> rowsOfAll(PostgresConnection session, String sql) {
        RowList rows = new RowList();
        session.query(sql, rows);
        return rows.rows;
    }

    private static final class RowList implements ResultReceiver {
        private final List<List<String>> rows = new ArrayList<>();

        @Override
        public void row(Row row) {
            List<String> values = new ArrayList<>(row.size());
            for (int column = 0; column < row.size(); column++) {
                values.add(row.isNull(column) ? null : row.text(column));
            }
            rows.add(values);
        }
    }
}
