package dev.jprisma.console.schema;

/** The catalog's queries, for PostgreSQL 14 and newer. Those for one table take its schema and name. */
final class SchemaQueries {

    private static final String OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    private static final String KIND = """
            CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' END""";

    /** Names of the columns of a key, in the key's order. */
    private static final String KEY_COLUMNS = """
            (SELECT json_agg(a.attname ORDER BY part.place) FROM unnest(%s) WITH ORDINALITY part(number, place)
                JOIN pg_attribute a ON a.attrelid = %s AND a.attnum = part.number)""";

    private static final String ONE_TABLE = "n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r','p','v','m','f')";

    static final String DATABASES = """
            SELECT json_build_object('first', current_database(), 'all', json_agg(datname ORDER BY datname))
            FROM pg_database WHERE datallowconn AND NOT datistemplate AND has_database_privilege(oid, 'CONNECT')""";

    static final String TABLES = """
            SELECT coalesce(json_agg(json_build_object(
                'schema', n.nspname, 'name', c.relname, 'kind', %s,
                'rows', CASE WHEN c.reltuples >= 0 AND c.relkind <> 'v' THEN c.reltuples::bigint END,
                'bytes', CASE WHEN c.relkind IN ('r','m') THEN pg_total_relation_size(c.oid) END,
                'comment', obj_description(c.oid, 'pg_class')
                ) ORDER BY n.nspname, c.relname), '[]')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r','p','v','m','f') AND %s""".formatted(KIND, OURS);

    static final String TABLE = """
            SELECT json_build_object(
                'schema', n.nspname, 'name', c.relname, 'kind', %s,
                'comment', obj_description(c.oid, 'pg_class'),
                'rowSecurity', c.relrowsecurity,
                'definition', CASE WHEN c.relkind IN ('v','m') THEN pg_get_viewdef(c.oid, true) END,
                'columns', (SELECT coalesce(json_agg(json_build_object(
                        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT a.attnotnull,
                        'default', pg_get_expr(d.adbin, d.adrelid),
                        'identity', nullif(a.attidentity, ''), 'generated', a.attgenerated <> '',
                        'category', t.typcategory, 'ordered', %s,
                        'enum', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
                        'comment', col_description(c.oid, a.attnum)) ORDER BY a.attnum), '[]')
                    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
                'keys', (SELECT coalesce(json_agg(json_build_object('name', k.conname, 'primary', k.contype = 'p',
                        'columns', %s) ORDER BY k.contype, k.conname), '[]')
                    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p','u')),
                'checks', (SELECT coalesce(json_agg(json_build_object('name', k.conname,
                        'definition', pg_get_constraintdef(k.oid, true)) ORDER BY k.conname), '[]')
                    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('c','x')),
                'indexes', (SELECT coalesce(json_agg(json_build_object('name', i.relname,
                        'definition', pg_get_indexdef(i.oid), 'unique', x.indisunique, 'valid', x.indisvalid,
                        'bytes', pg_relation_size(i.oid), 'scans', pg_stat_get_numscans(i.oid)) ORDER BY i.relname), '[]')
                    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid),
                'references', (SELECT coalesce(json_agg(json_build_object('name', k.conname, 'columns', %s,
                        'schema', fn.nspname, 'table', f.relname, 'foreignColumns', %s,
                        'definition', pg_get_constraintdef(k.oid, true)) ORDER BY k.conname), '[]')
                    FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
                    WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0),
                'referencedBy', (SELECT coalesce(json_agg(json_build_object('name', k.conname, 'foreignColumns', %s,
                        'schema', fn.nspname, 'table', f.relname, 'columns', %s) ORDER BY fn.nspname, f.relname, k.conname), '[]')
                    FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
                    WHERE k.confrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0),
                'policies', (SELECT coalesce(json_agg(json_build_object('name', p.policyname, 'command', p.cmd,
                        'roles', p.roles, 'using', p.qual, 'check', p.with_check,
                        'permissive', p.permissive = 'PERMISSIVE') ORDER BY p.policyname), '[]')
                    FROM pg_policies p WHERE p.schemaname = n.nspname AND p.tablename = c.relname),
                'triggers', (SELECT coalesce(json_agg(json_build_object('name', g.tgname,
                        'definition', pg_get_triggerdef(g.oid, true)) ORDER BY g.tgname), '[]')
                    FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE %s""".formatted(
                    KIND,
                    ordered("t.oid"),
                    KEY_COLUMNS.formatted("k.conkey", "k.conrelid"),
                    KEY_COLUMNS.formatted("k.conkey", "k.conrelid"),
                    KEY_COLUMNS.formatted("k.confkey", "k.confrelid"),
                    KEY_COLUMNS.formatted("k.confkey", "k.confrelid"),
                    KEY_COLUMNS.formatted("k.conkey", "k.conrelid"),
                    ONE_TABLE);

    static final String SCHEMAS = """
            SELECT n.nspname FROM pg_namespace n WHERE %s AND ($1::text IS NULL OR n.nspname = $1) ORDER BY 1""".formatted(OURS);

    private static final String OUTLINED = """
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r','p','v','m','f') AND NOT c.relispartition AND %s
                AND ($1::text IS NULL OR n.nspname = $1) AND ($2::text IS NULL OR c.relname = $2)
            ORDER BY n.nspname, c.relname""".formatted(OURS);

    /** Takes schema and table, or NULL for all of them, as does the next one. */
    static final String OUTLINES = """
            SELECT n.nspname, json_strip_nulls(json_build_object(
                'name', c.relname, 'kind', %s, 'comment', obj_description(c.oid, 'pg_class'),
                'columns', (SELECT coalesce(json_agg(json_build_object(
                        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT a.attnotnull,
                        'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
                        'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
                        'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
                        'comment', col_description(c.oid, a.attnum)) ORDER BY a.attnum), '[]')
                    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
                'primaryKey', (SELECT %s FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p'),
                'foreignKeys', (SELECT json_agg(json_build_object('name', k.conname, 'columns', %s, 'schema', fn.nspname,
                        'table', f.relname, 'foreignColumns', %s) ORDER BY k.conname)
                    FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
                    WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0),
                'checks', (SELECT json_agg(pg_get_constraintdef(k.oid, true) ORDER BY k.conname)
                    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('c','x')),
                'indexes', (SELECT json_agg(pg_get_indexdef(x.indexrelid) ORDER BY x.indexrelid)
                    FROM pg_index x WHERE x.indrelid = c.oid)))
            %s""".formatted(
                    KIND,
                    KEY_COLUMNS.formatted("k.conkey", "k.conrelid"),
                    KEY_COLUMNS.formatted("k.conkey", "k.conrelid"),
                    KEY_COLUMNS.formatted("k.confkey", "k.confrelid"),
                    OUTLINED);

    static final String OUTLINED_NAMES =
            "SELECT n.nspname, json_build_object('name', c.relname, 'kind', " + KIND + ") " + OUTLINED;

    /** Takes the schema, or NULL for all; the second parameter says nothing. */
    static final String ENUMS = """
            SELECT n.nspname, json_build_object('name', t.typname,
                'values', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'e' AND %s AND ($1::text IS NULL OR n.nspname = $1) AND $2::text IS NULL
            ORDER BY n.nspname, t.typname""".formatted(OURS);

    static final String FOREIGN_KEYS = """
            SELECT coalesce(json_agg(json_build_object('name', k.conname,
                'from', json_build_object('schema', n.nspname, 'table', c.relname, 'columns', %s),
                'to', json_build_object('schema', fn.nspname, 'table', f.relname, 'columns', %s))
                ORDER BY n.nspname, c.relname, k.conname), '[]')
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
            WHERE k.contype = 'f' AND k.conparentid = 0 AND %s""".formatted(
            KEY_COLUMNS.formatted("k.conkey", "k.conrelid"), KEY_COLUMNS.formatted("k.confkey", "k.confrelid"), OURS);

    static final String OTHERS = """
            SELECT json_build_object(
                'enums', (SELECT coalesce(json_agg(json_build_object('schema', n.nspname, 'name', t.typname,
                        'values', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
                        ORDER BY n.nspname, t.typname), '[]')
                    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND %1$s),
                'functions', (SELECT coalesce(json_agg(json_build_object('schema', n.nspname, 'name', p.proname,
                        'arguments', pg_get_function_identity_arguments(p.oid),
                        'result', pg_get_function_result(p.oid), 'language', l.lanname,
                        'kind', CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window' ELSE 'function' END)
                        ORDER BY n.nspname, p.proname, p.oid), '[]')
                    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
                    WHERE %1$s AND NOT EXISTS (SELECT FROM pg_depend d
                        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')),
                'extensions', (SELECT coalesce(json_agg(json_build_object('name', x.extname, 'version', x.extversion,
                        'schema', n.nspname) ORDER BY x.extname), '[]')
                    FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace))""".formatted(OURS);

    static final String NAMES = """
            SELECT json_build_object(
                'tables', (SELECT coalesce(json_agg(json_build_array(n.nspname, c.relname,
                        (SELECT coalesce(json_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_attribute a
                            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
                        ORDER BY n.nspname, c.relname), '[]')
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('r','p','v','m','f') AND %1$s),
                'functions', (SELECT coalesce(json_agg(DISTINCT p.proname), '[]')
                    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE %1$s),
                'searchPath', to_json(current_schemas(false)))""".formatted(OURS);

    static final String COLUMNS = """
            SELECT a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod), a.attlen, NOT a.attnotnull,
                a.attgenerated = '' AND a.attidentity <> 'a', %s
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE %s AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""".formatted(ordered("a.atttypid"), ONE_TABLE);

    static final String PRIMARY_KEY = """
            SELECT a.attname
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN unnest(k.conkey) WITH ORDINALITY key(number, place)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.number
            WHERE %s AND k.contype = 'p'
            ORDER BY key.place""".formatted(ONE_TABLE);

    private SchemaQueries() {}

    /** Whether PostgreSQL can sort a type: it, what it is a domain of, or its kind has a default B-tree class. */
    private static String ordered(String type) {
        return """
            EXISTS (SELECT FROM pg_type o JOIN pg_opclass b ON b.opcdefault
                    AND b.opcmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')
                    AND b.opcintype IN (o.oid, o.typbasetype, CASE WHEN o.typtype = 'e' THEN 'anyenum'::regtype
                        WHEN o.typtype = 'r' THEN 'anyrange'::regtype WHEN o.typcategory = 'A' THEN 'anyarray'::regtype
                        WHEN o.typname = 'varchar' THEN 'text'::regtype END::oid)
                WHERE o.oid = %s)""".formatted(type);
    }
}
