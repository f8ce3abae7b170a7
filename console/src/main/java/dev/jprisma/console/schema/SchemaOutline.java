package dev.jprisma.console.schema;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A database's tables with what a statement has to know of them; PostgreSQL's own and partitions are left out. */
public final class SchemaOutline {
    private final PostgresConnection session;

    public SchemaOutline(PostgresConnection session) {
        this.session = session;
    }

    /**
     * The names of schemas, in order.
     *
     * @param schema the only one; null for all
     */
    public List<String> schemas(String schema) {
        List<String> names = new ArrayList<>();
        session.execute(Statement.of(SchemaQueries.SCHEMAS, schema), new ResultReceiver() {
            @Override
            public void row(Row row) {
                names.add(row.text(0));
            }
        });
        return names;
    }

    /**
     * The first tables, in the order of schema and name.
     *
     * @param schema the only one; null for all
     * @param table the only one; null for all
     * @param most how many
     * @param tables is given the schema of each, and {@code {"name", "kind", "columns", "primaryKey", ...}}
     */
    public void tables(String schema, String table, int most, BiConsumer<String, String> tables) {
        read(SchemaQueries.OUTLINES, schema, table, most, tables);
    }

    /** The same with {@code {"name", "kind"}} only. */
    public void names(String schema, String table, int most, BiConsumer<String, String> tables) {
        read(SchemaQueries.OUTLINED_NAMES, schema, table, most, tables);
    }

    /** The schema of each enum, and {@code {"name", "values"}}. */
    public void enums(String schema, int most, BiConsumer<String, String> enums) {
        read(SchemaQueries.ENUMS, schema, null, most, enums);
    }

    private void read(String sql, String schema, String table, int most, BiConsumer<String, String> found) {
        session.executeFirst(Statement.of(sql, schema, table), most, new ResultReceiver() {
            @Override
            public void row(Row row) {
                found.accept(row.text(0), row.text(1));
            }
        });
    }
}
