package dev.jprisma.transfer.server;

import dev.jprisma.postgres.SqlText;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.ArrayList;
import java.util.List;

/** What somebody has put into a database: what no extension and no initdb has made. */
public final class DatabaseContents {
    /** Takes away what belongs to something else: to an extension, or an identity's sequence, a range's multirange. */
    private static final String OWN = " NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = %s"
            + "::pg_catalog.regclass AND d.objid = %s AND d.deptype IN (%s))";

    private DatabaseContents() {}

    /**
     * Describes it, such as {@code 3 tables (public.a, public.b, ...)}; empty if there is nothing.
     *
     * @param schemas where to look; everywhere if empty
     */
    public static List<String> of(DatabaseSession session, List<String> schemas) {
        String places = " " + Schemas.condition(schemas);
        List<String> found = new ArrayList<>();
        String relations = "SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE" + places
                + " AND c.relkind IN (%s) AND"
                + OWN.formatted("'pg_catalog.pg_class'", "c.oid", "%s") + " ORDER BY 1";
        add(found, "table", session.column(relations.formatted("'r', 'p', 'f'", "'e'")));
        add(found, "view", session.column(relations.formatted("'v', 'm'", "'e'")));
        add(found, "sequence", session.column(relations.formatted("'S'", "'e', 'i'")));
        add(
                found,
                "function",
                session.column("SELECT n.nspname || '.' || p.proname FROM pg_catalog.pg_proc p"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE" + places + " AND"
                        + OWN.formatted("'pg_catalog.pg_proc'", "p.oid", "'e', 'i'") + " ORDER BY 1"));
        add(
                found,
                "type",
                session.column("SELECT n.nspname || '.' || t.typname FROM pg_catalog.pg_type t"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE" + places
                        + " AND t.typtype IN ('e', 'd', 'r') AND"
                        + OWN.formatted("'pg_catalog.pg_type'", "t.oid", "'e', 'i'") + " ORDER BY 1"));
        if (schemas.isEmpty()) {
            add(
                    found,
                    "large object",
                    session.column("SELECT oid::text FROM pg_catalog.pg_largeobject_metadata ORDER BY oid LIMIT 1000"));
        }
        return found;
    }

    private static void add(List<String> found, String kind, List<String> names) {
        if (!names.isEmpty()) {
            found.add(Amounts.of(names.size(), kind) + " ("
                    + String.join(", ", names.subList(0, Math.min(3, names.size())))
                    + (names.size() > 3 ? ", ..." : "") + ")");
        }
    }

    /**
     * Empties it, which takes a superuser: schemas, extensions, large objects, publications and event triggers go,
     * roles and settings stay, {@code public} is as in a new database, but for what roles may there. Part of a
     * transaction, if there is one.
     */
    public static void empty(DatabaseSession session) {
        List<String> subscriptions = session.column("SELECT subname::text FROM pg_catalog.pg_subscription"
                + " WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())");
        if (!subscriptions.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    session.database()
                            + " subscribes to another server, which ends outside of a transaction only. First: drop"
                            + " subscription " + SqlText.name(subscriptions.get(0)));
        }
        List<String> grants = session.column("SELECT pg_catalog.format('GRANT %s ON SCHEMA public TO %I',"
                + " pg_catalog.string_agg(a.privilege_type, ', '), r.rolname) FROM pg_catalog.pg_namespace n"
                + " CROSS JOIN pg_catalog.aclexplode(n.nspacl) a JOIN pg_catalog.pg_roles r ON r.oid = a.grantee"
                + " WHERE n.nspname = 'public' AND r.oid <> n.nspowner GROUP BY r.rolname");
        dropAll(session, "EVENT TRIGGER", "SELECT evtname::text FROM pg_catalog.pg_event_trigger");
        dropAll(session, "PUBLICATION", "SELECT pubname::text FROM pg_catalog.pg_publication");
        dropAll(session, "EXTENSION", "SELECT extname::text FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'");
        dropAll(
                session,
                "SCHEMA",
                "SELECT nspname::text FROM pg_catalog.pg_namespace n WHERE " + Schemas.condition(List.of()));
        dropAll(session, "FOREIGN DATA WRAPPER", "SELECT fdwname::text FROM pg_catalog.pg_foreign_data_wrapper");
        session.execute("SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata");
        boolean before15 = session.major() < 15;
        session.execute("CREATE SCHEMA public" + (before15 ? "" : " AUTHORIZATION pg_database_owner")
                + "; GRANT " + (before15 ? "ALL" : "USAGE") + " ON SCHEMA public TO PUBLIC"
                + "; COMMENT ON SCHEMA public IS 'standard public schema'");
        grants.forEach(session::execute);
    }

    private static void dropAll(DatabaseSession session, String kind, String names) {
        for (String name : session.column(names)) {
            session.execute("DROP " + kind + " IF EXISTS " + SqlText.name(name) + " CASCADE");
        }
    }
}
