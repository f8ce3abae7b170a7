package dev.jprisma.gateway;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;

/** What tests ask PostgreSQL itself. */
final class Queries {

    private Queries() {}

    /** How many other sessions execute a statement that contains that text. */
    static int active(PostgresConnection connection, String text) {
        return Integer.parseInt(value(
                connection,
                "select count(*) from pg_stat_activity where state = 'active' and query like '%' || $1 || '%'"
                        + " and pid <> pg_backend_pid()",
                text));
    }

    static String value(PostgresConnection connection, String sql, String... parameters) {
        String[] value = new String[1];
        connection.execute(Statement.of(sql, parameters), new ResultReceiver() {
            @Override
            public void row(Row row) {
                value[0] = row.text(0);
            }
        });
        return value[0];
    }
}
