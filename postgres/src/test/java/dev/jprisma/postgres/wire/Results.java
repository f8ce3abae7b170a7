package dev.jprisma.postgres.wire;

import java.util.ArrayList;
import java.util.List;

/** Keeps all that a receiver is given. */
final class Results implements ResultReceiver {

    final List<List<Column>> columns = new ArrayList<>();
    final List<List<String>> rows = new ArrayList<>();
    final List<String> tags = new ArrayList<>();

    static Results of(PostgresConnection connection, String sql, String... parameters) {
        Results results = new Results();
        connection.execute(Statement.of(sql, parameters), results);
        return results;
    }

    static String value(PostgresConnection connection, String sql, String... parameters) {
        return of(connection, sql, parameters).rows.get(0).get(0);
    }

    @Override
    public void columns(List<Column> described) {
        columns.add(described);
    }

    @Override
    public void row(Row row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            values.add(row.text(i));
        }
        rows.add(values);
    }

    @Override
    public void complete(String commandTag) {
        tags.add(commandTag);
    }
}
