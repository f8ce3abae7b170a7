package dev.jprisma.transfer.copy;

import dev.jprisma.transfer.server.DatabaseSession;
import dev.jprisma.transfer.server.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A table whose rows are copied.
 *
 * @param name as SQL writes it, with its schema
 * @param columns those that are not generated, as SQL writes them
 * @param condition which of its rows, as an extension says of a table of its own; empty for all
 */
record SourceTable(String name, String columns, String condition) {
    private static final Set<String> HISTORIES = Set.of(
            "_prisma_migrations",
            "__drizzle_migrations",
            "flyway_schema_history",
            "schema_migrations",
            "goose_db_version",
            "pgmigrations",
            "ar_internal_metadata",
            "databasechangelog",
            "databasechangeloglock");

    /** All that have rows: partitions, not what they are of; no foreign tables. */
    static List<SourceTable> all(DatabaseSession source, List<String> schemas) {
        String own = " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid ="
                + " 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')";
        List<SourceTable> tables = new ArrayList<>();
        // A column of a later version, asked for in a way that an earlier one understands.
        String columns = "(SELECT string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)"
                + " FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                + " AND coalesce(pg_catalog.to_jsonb(a) ->> 'attgenerated', '') = '')";
        String name = "pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)";
        source.rows("SELECT " + name + ", " + columns + " FROM pg_catalog.pg_class c"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'"
                        + " AND c.relpersistence <> 't' AND " + Schemas.condition(schemas) + own + " ORDER BY 1")
                .forEach(row -> tables.add(new SourceTable(row.get(0), row.get(1), "")));
        if (schemas.isEmpty()) {
            source.rows("SELECT " + name + ", " + columns + ", x.condition FROM (SELECT unnest(extconfig) AS oid,"
                            + " unnest(extcondition) AS condition FROM pg_catalog.pg_extension) x"
                            + " JOIN pg_catalog.pg_class c ON c.oid = x.oid AND c.relkind = 'r'"
                            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY 1")
                    .forEach(row -> tables.add(new SourceTable(row.get(0), row.get(1), " " + row.get(2))));
        }
        return tables;
    }

    /** Whether a migration tool keeps in it what has run in this database. */
    boolean isHistory() {
        return HISTORIES.contains(name.substring(name.indexOf('.') + 1));
    }

    String copyOut() {
        return condition.isBlank()
                ? "COPY " + name + listed() + " TO STDOUT"
                : "COPY (SELECT " + columns + " FROM " + name + condition + ") TO STDOUT";
    }

    String copyIn() {
        return "COPY " + name + listed() + " FROM STDIN";
    }

    String count() {
        return "SELECT count(*) FROM ONLY " + name + condition;
    }

    private String listed() {
        return columns == null ? "" : " (" + columns + ")";
    }
}
