package dev.jprisma.postgres.upgrade;

import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.state.Credentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server that nobody else uses.
 *
 * @param version such as {@code 15.18}, for people
 * @param password of its superuser; never printed
 */
public record UpgradeServer(String version, int port, String password) {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

    /** What is the same text in every version then. */
    private static final String PLAIN_TEXT =
            "SET search_path = pg_catalog; SET timezone = 'UTC'; SET datestyle = 'ISO, MDY'; SET intervalstyle ="
                    + " 'postgres'; SET extra_float_digits = 1; SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET"
                    + " statement_timeout = 0; SET row_security = off";

    PostgresConnection connect(String database) {
        PostgresConnection session =
                PostgresConnection.open(PostgresAddress.of(port, password, database), CONNECT_LIMIT);
        session.query(PLAIN_TEXT, ResultReceiver.NONE);
        return session;
    }

    static List<List<String>> rows(PostgresConnection session, String sql) {
        List<List<String>> rows = new ArrayList<>();
        session.query(sql, new ResultReceiver() {
            @Override
            public void row(Row row) {
                List<String> values = new ArrayList<>();
                for (int column = 0; column < row.size(); column++) {
                    values.add(row.text(column));
                }
                rows.add(values);
            }
        });
        return rows;
    }

    /** Where libpq's programs find it. */
    Map<String, String> environment(String database) {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(port),
                "PGUSER",
                Credentials.USER,
                "PGPASSWORD",
                password,
                "PGDATABASE",
                database,
                "PGSSLMODE",
                "disable",
                "PGCONNECT_TIMEOUT",
                Long.toString(CONNECT_LIMIT.toSeconds()),
                "PGCLIENTENCODING",
                "UTF8");
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version;
    }
}
