package dev.jprisma.insights;

import dev.jprisma.postgres.SqlText;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a database's tables without reading them.
 *
 * @param tables by schema and name
 * @param foreignKeys that no index begins with, which is then read for each row that is deleted over there
 * @param unused indexes that are written and never read
 */
record TableFacts(Map<String, Table> tables, List<ForeignKey> foreignKeys, List<UnusedIndex> unused) {
    /**
     * Rows as the planner estimates them; the counted ones are twice as many where an ANALYZE overtook the counting.
     */
    private static final String TABLES = """
            SELECT n.nspname, c.relname,
                CASE WHEN c.relpages > 0 AND c.reltuples >= 0
                  THEN (c.reltuples * pg_relation_size(c.oid) / (c.relpages * current_setting('block_size')::float8))::bigint
                  ELSE coalesce(s.n_live_tup, 0) END,
                pg_table_size(c.oid),
                coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
              WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              ORDER BY c.relpages DESC LIMIT 2000""";

    private static final String FOREIGN_KEYS = """
            SELECT n.nspname, c.relname, f.relname, k.conname, s.n_tup_del,
                (SELECT string_agg(quote_ident(attname), ', ' ORDER BY o)
                   FROM unnest(k.conkey) WITH ORDINALITY u(num, o) JOIN pg_attribute a
                     ON a.attrelid = k.conrelid AND a.attnum = u.num)
              FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_class f ON f.oid = k.confrelid JOIN pg_stat_all_tables s ON s.relid = k.confrelid
              WHERE k.contype = 'f' AND s.n_tup_del > 0 AND NOT EXISTS (SELECT FROM pg_index i
                WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL
                  AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
              LIMIT 200""";

    private static final String UNUSED = """
            SELECT n.nspname, c.relname, x.relname, pg_relation_size(x.oid), t.n_tup_ins + t.n_tup_upd + t.n_tup_del,
                t.seq_scan + coalesce(t.idx_scan, 0)
              FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_stat_user_indexes s ON s.indexrelid = x.oid
                JOIN pg_stat_user_tables t ON t.relid = c.oid
              WHERE s.idx_scan = 0 AND NOT i.indisunique AND i.indisvalid AND pg_relation_size(x.oid) >= 1048576
                AND t.seq_scan + coalesce(t.idx_scan, 0) >= 100
                AND t.n_tup_ins + t.n_tup_upd + t.n_tup_del >= 1000
                AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid
                  AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
              ORDER BY 4 DESC LIMIT 50""";

    private static final String COLUMNS = """
            SELECT quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
                || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
              FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    private static final String INDEXES =
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = $1::regclass ORDER BY 1";

    /** @param scans since the server's statistics began */
    record Table(String schema, String name, long rows, long bytes, long scans) {
        /** As it is written in SQL. */
        String path() {
            return schema.equals("public") ? SqlText.name(name) : SqlText.name(schema, name);
        }
    }

    /**
     * @param referenced the name of the table over there
     * @param columns as they are written in SQL, with commas between
     * @param deletes of rows over there
     */
    record ForeignKey(String schema, String table, String referenced, String name, long deletes, String columns) {}

    record UnusedIndex(String schema, String table, String name, long bytes, long writes, long scans) {}

    static TableFacts read(PostgresConnection session) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (List<String> row : Server.rows(session, TABLES)) {
            Table table = new Table(row.get(0), row.get(1), number(row.get(2)), number(row.get(3)), number(row.get(4)));
            tables.put(row.get(0) + '.' + row.get(1), table);
        }
        List<ForeignKey> foreignKeys = Server.rows(session, FOREIGN_KEYS).stream()
                .map(row ->
                        new ForeignKey(row.get(0), row.get(1), row.get(2), row.get(3), number(row.get(4)), row.get(5)))
                .toList();
        List<UnusedIndex> unused = Server.rows(session, UNUSED).stream()
                .map(row -> new UnusedIndex(
                        row.get(0), row.get(1), row.get(2), number(row.get(3)), number(row.get(4)), number(row.get(5))))
                .toList();
        return new TableFacts(tables, foreignKeys, unused);
    }

    Optional<Table> find(String schema, String name) {
        return Optional.ofNullable(tables.get(schema + '.' + name));
    }

    /** The first of that name, whatever its schema. */
    Optional<Table> named(String name) {
        return tables.values().stream()
                .filter(table -> table.name().equals(name))
                .findFirst();
    }

    /** Its columns, as they are written in SQL. */
    static List<String> columns(PostgresConnection session, Table table) {
        return firsts(Server.rows(session, COLUMNS, table.path()));
    }

    /** The statements that make its indexes. */
    static List<String> indexes(PostgresConnection session, Table table) {
        return firsts(Server.rows(session, INDEXES, table.path()));
    }

    private static List<String> firsts(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0)).toList();
    }

    private static long number(String text) {
        return text == null ? 0 : Long.parseLong(text);
    }
}
