package dev.jprisma.postgres.upgrade;

import dev.jprisma.postgres.wire.PostgresConnection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be said of a server and of a database in words that are the same in every version: names, and what of an
 * object a dump carries. What extensions bring is theirs.
 */
final class DatabaseFacts {
    private static final String OF_SERVER = """
            SELECT 'role ' || rolname, concat_ws(' ', rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin,
                rolreplication, rolbypassrls, rolconnlimit, rolvaliduntil, md5(rolpassword))
              FROM pg_authid WHERE rolname !~ '^pg_'
            UNION ALL SELECT 'membership ' || pg_get_userbyid(member) || ' in ' || pg_get_userbyid(roleid),
                bool_or(admin_option)::text
              FROM pg_auth_members WHERE member >= 16384 GROUP BY 1
            UNION ALL SELECT concat_ws(' ', 'setting of', coalesce(datname, 'all'), coalesce(rolname, 'all')),
                array_to_string(ARRAY(SELECT unnest(setconfig) ORDER BY 1), ', ')
              FROM pg_db_role_setting LEFT JOIN pg_database d ON d.oid = setdatabase
                LEFT JOIN pg_roles r ON r.oid = setrole
            UNION ALL SELECT 'database ' || datname, concat_ws(' ', pg_encoding_to_char(encoding), datcollate, datctype,
                pg_get_userbyid(datdba), datistemplate, datconnlimit)
              FROM pg_database WHERE datname NOT IN ('template0', 'template1')""";

    private static final String OF_DATABASE = """
            WITH member AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
            space AS (SELECT * FROM pg_namespace n WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_namespace'::regclass AND objid = n.oid)),
            relation AS (SELECT c.*, quote_ident(nspname) || '.' || quote_ident(relname) AS path
              FROM pg_class c JOIN space n ON n.oid = relnamespace
              WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_class'::regclass AND objid = c.oid))
            SELECT 'schema ' || nspname, CASE nspname WHEN 'public' THEN '' ELSE pg_get_userbyid(nspowner)::text END
              FROM space
            UNION ALL SELECT 'extension ' || extname, '' FROM pg_extension
            UNION ALL SELECT 'relation ' || path, concat_ws(' ', relkind, pg_get_userbyid(relowner), relrowsecurity,
                relforcerowsecurity, (SELECT string_agg(concat_ws(' ', quote_ident(attname),
                  format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated), ', ' ORDER BY attnum)
                  FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped))
              FROM relation c WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
            UNION ALL SELECT 'sequence ' || path, concat_ws(' ', format_type(seqtypid, NULL), seqstart, seqincrement,
                seqmin, seqmax, seqcache, seqcycle, pg_get_userbyid(relowner))
              FROM relation c JOIN pg_sequence ON seqrelid = c.oid
            UNION ALL SELECT 'index ' || path, concat_ws(' ', indrelid::regclass, amname, indisunique, indisprimary,
                indnatts, indnkeyatts)
              FROM relation c JOIN pg_index ON indexrelid = c.oid JOIN pg_am a ON a.oid = relam WHERE indisvalid
            UNION ALL SELECT 'constraint ' || path || ' ' || conname, concat_ws(' ', contype, condeferrable, condeferred,
                convalidated)
              FROM relation c JOIN pg_constraint ON conrelid = c.oid
              WHERE contype IN ('c', 'f', 'p', 'u', 'x') AND conparentid = 0
            UNION ALL SELECT 'trigger ' || path || ' ' || tgname, tgenabled::text
              FROM relation c JOIN pg_trigger ON tgrelid = c.oid WHERE NOT tgisinternal AND tgparentid = 0
            UNION ALL SELECT 'policy ' || path || ' ' || polname, concat_ws(' ', polcmd, polpermissive)
              FROM relation c JOIN pg_policy ON polrelid = c.oid
            UNION ALL SELECT 'rule ' || path || ' ' || rulename, concat_ws(' ', ev_type, ev_enabled)
              FROM relation c JOIN pg_rewrite ON ev_class = c.oid WHERE rulename <> '_RETURN'
            UNION ALL SELECT 'function ' || p.oid::regprocedure, concat_ws(' ', prokind, pg_get_userbyid(proowner),
                md5(prosrc), prosecdef, provolatile)
              FROM pg_proc p JOIN space n ON n.oid = pronamespace
              WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
            UNION ALL SELECT 'type ' || t.oid::regtype, concat_ws(' ', typtype, pg_get_userbyid(typowner), typnotnull,
                nullif(format_type(typbasetype, typtypmod), '-'), (SELECT string_agg(quote_literal(enumlabel), ', '
                  ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
              FROM pg_type t JOIN space n ON n.oid = typnamespace WHERE typtype IN ('e', 'd', 'r')
                AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = t.oid)
            UNION ALL SELECT 'operator ' || o.oid::regoperator, '' FROM pg_operator o JOIN space n ON n.oid = oprnamespace
              WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_operator'::regclass AND objid = o.oid)
            UNION ALL SELECT 'event trigger ' || evtname, concat_ws(' ', evtevent, evtenabled) FROM pg_event_trigger e
              WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_event_trigger'::regclass AND objid = e.oid)
            UNION ALL SELECT 'publication ' || pubname, concat_ws(' ', puballtables, pubinsert, pubupdate, pubdelete)
              FROM pg_publication
            UNION ALL SELECT 'foreign server ' || srvname, '' FROM pg_foreign_server
            UNION ALL SELECT 'large objects', count(*) || ' of ' || count(DISTINCT lomowner) || ' owners'
              FROM pg_largeobject_metadata
            UNION ALL SELECT 'large objects'' bytes', count(*) || ' ' || coalesce(sum(('x' || left(md5(concat_ws(' ', loid,
                pageno, md5(data))), 16))::bit(64)::bigint), 0)
              FROM pg_largeobject WHERE btrim(data, '\\x00') <> ''""";

    private static final String TABLES = """
            SELECT quote_ident(nspname) || '.' || quote_ident(relname), relkind FROM pg_class c
              JOIN pg_namespace n ON n.oid = relnamespace
              WHERE relkind IN ('r', 'S') AND nspname !~ '^pg_' AND nspname <> 'information_schema' AND NOT EXISTS
                (SELECT FROM pg_depend WHERE deptype = 'e' AND classid = 'pg_class'::regclass AND objid = c.oid)
              ORDER BY 1""";

    private DatabaseFacts() {}

    static Map<String, String> ofServer(PostgresConnection session) {
        return facts(session, OF_SERVER);
    }

    static Map<String, String> of(PostgresConnection session) {
        return facts(session, OF_DATABASE);
    }

    private static Map<String, String> facts(PostgresConnection session, String sql) {
        Map<String, String> facts = new TreeMap<>();
        for (List<String> row : UpgradeServer.rows(session, sql)) {
            // Names can be those of several objects, such as of a table and of a type.
            facts.merge(row.get(0), String.valueOf(row.get(1)), (one, other) -> one + "; " + other);
        }
        return facts;
    }

    /**
     * The number and a sum over a hash of each row, whatever their order; of a sequence, where it is.
     *
     * @return by the name of table or sequence
     */
    static Map<String, String> contents(PostgresConnection session) {
        Map<String, String> contents = new TreeMap<>();
        for (List<String> table : UpgradeServer.rows(session, TABLES)) {
            String name = table.get(0);
            String sql = table.get(1).equals("S")
                    ? "SELECT concat_ws(' ', last_value, is_called) FROM " + name
                    : "SELECT count(*) || ' rows, ' || coalesce(sum(('x' || left(md5(\"jprisma row\"::text), 16))"
                            + "::bit(64)::bigint), 0) FROM ONLY " + name + " AS \"jprisma row\"";
            contents.put(
                    (table.get(1).equals("S") ? "value of sequence " : "content of ") + name,
                    UpgradeServer.rows(session, sql).get(0).get(0));
        }
        return contents;
    }
}
