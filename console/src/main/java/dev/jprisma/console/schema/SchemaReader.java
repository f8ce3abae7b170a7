package dev.jprisma.console.schema;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.postgres.wire.Step;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the catalog of the session's database; PostgreSQL's own schemas are left out. What a page shows is JSON that
 * PostgreSQL makes, and goes on as it arrives.
 *
 * <p>Of one thread at a time, as the session is. All throw {@link dev.jprisma.postgres.wire.PostgresException}.
 */
public final class SchemaReader {

    private final PostgresConnection session;

    public SchemaReader(PostgresConnection session) {
        this.session = session;
    }

    /** The databases that the session's role may connect to, and its own: {@code {"first", "all": [name, ...]}}. */
    public void databases(OutputStream out) throws IOException {
        write(SchemaQueries.DATABASES, out);
    }

    /**
     * Every table, view and the like: {@code [{"schema", "name", "kind", "rows", "bytes", "comment"}]}, rows estimated
     * and null if unknown, bytes with indexes.
     */
    public void tables(OutputStream out) throws IOException {
        write(SchemaQueries.TABLES, out);
    }

    /**
     * One table: {@code {"columns", "keys", "checks", "indexes", "references", "referencedBy", "policies", "triggers",
     * ...}}.
     *
     * @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if there is none
     */
    public void table(TableName table, OutputStream out) throws IOException {
        if (!write(SchemaQueries.TABLE, out, table.schema(), table.name())) {
            throw unknown(table);
        }
    }

    /** Every foreign key: {@code [{"name", "from": {"schema", "table", "columns"}, "to": {...}}]}. */
    public void foreignKeys(OutputStream out) throws IOException {
        write(SchemaQueries.FOREIGN_KEYS, out);
    }

    /** What else there is: {@code {"enums", "functions", "extensions"}}. */
    public void others(OutputStream out) throws IOException {
        write(SchemaQueries.OTHERS, out);
    }

    /**
     * What a statement can name: {@code {"tables": [[schema, table, [column, ...]], ...], "functions": [...],
     * "searchPath": [...]}}.
     */
    public void names(OutputStream out) throws IOException {
        write(SchemaQueries.NAMES, out);
    }

    /** @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if there is no such table */
    public TableShape shape(TableName table) {
        List<TableColumn> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        session.pipeline(List.of(
                step(SchemaQueries.COLUMNS, table, row -> columns.add(column(row))),
                step(SchemaQueries.PRIMARY_KEY, table, row -> key.add(row.text(0)))));
        if (columns.isEmpty()) {
            throw unknown(table);
        }
        TableShape keyless = new TableShape(table, columns, List.of());
        return new TableShape(table, columns, key.stream().map(keyless::column).toList());
    }

    private static Step step(String sql, TableName table, Consumer<Row> rows) {
        return new Step(Statement.of(sql, table.schema(), table.name()), new ResultReceiver() {
            @Override
            public void row(Row row) {
                rows.accept(row);
            }
        });
    }

    private static TableColumn column(Row row) {
        return new TableColumn(
                row.text(0),
                (int) Long.parseLong(row.text(1)),
                row.text(2),
                Integer.parseInt(row.text(3)),
                row.text(4).equals("t"),
                row.text(5).equals("t"),
                row.text(6).equals("t"));
    }

    /** Writes the one value of the one row; false if there is no row. */
    private boolean write(String sql, OutputStream out, String... parameters) throws IOException {
        boolean[] found = new boolean[1];
        try {
            session.execute(Statement.of(sql, parameters), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    found[0] = true;
                    try (InputStream json = row.stream(0)) {
                        json.transferTo(out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found[0];
    }

    private static JprismaException unknown(TableName table) {
        return new JprismaException(
                ErrorKind.NOT_FOUND,
                "There is no table " + table + " (any more), or the role may not see it: look at the list again.");
    }
}
