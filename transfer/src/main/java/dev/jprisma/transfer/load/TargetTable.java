package dev.jprisma.transfer.load;

import dev.jprisma.postgres.SqlText;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.transfer.server.DatabaseSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table that values are for.
 *
 * @param name as SQL writes it, with its schema
 * @param columns by name, those that take values
 */
record TargetTable(String name, Map<String, Column> columns) {

    /** @param sequence that it takes its default from; null if it does not */
    record Column(String name, boolean isJson, boolean isArray, String sequence) {}

    /** @throws JprismaException if there is none of that name */
    static TargetTable find(DatabaseSession session, String name) {
        String oid = session.value("SELECT pg_catalog.to_regclass($1)::oid::text", name);
        if (oid == null) {
            // As people write it, whatever its case.
            oid = session.value("SELECT pg_catalog.to_regclass($1)::oid::text", SqlText.name(name));
        }
        if (oid == null) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    "There is no table " + name + " in " + session.database()
                            + ": make it first, or say --create, which makes it of what the file names");
        }
        String full = session.value(
                "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)"
                        + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.oid = $1::oid",
                oid);
        List<List<String>> found = session.rows(
                "SELECT a.attname, coalesce(b.typname, t.typname) IN ('json', 'jsonb'), t.typelem <> 0 AND t.typlen = -1,"
                        + " pg_catalog.pg_get_serial_sequence($2, a.attname)"
                        + " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                        + " LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype"
                        + " WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped"
                        + " AND a.attgenerated = '' ORDER BY a.attnum",
                oid,
                full);
        Map<String, Column> columns = new LinkedHashMap<>();
        found.forEach(row -> columns.put(
                row.get(0),
                new Column(row.get(0), row.get(1).equals("t"), row.get(2).equals("t"), row.get(3))));
        return new TargetTable(full, columns);
    }

    /** A column, whatever case it is written in if it is the only one; null if there is none. */
    Column column(String named) {
        Column exact = columns.get(named);
        if (exact != null) {
            return exact;
        }
        List<Column> alike = columns.values().stream()
                .filter(column -> column.name().equalsIgnoreCase(named))
                .toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }

    String listed() {
        return String.join(", ", columns.keySet());
    }
}
