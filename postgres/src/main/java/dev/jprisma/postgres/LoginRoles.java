package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.LoginRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Gives a cluster the roles of ours that it is to have, and no others: these are closed, and dropped where nothing
 * depends on them. A role is ours if its comment says so; one of the user's that has the same name is left alone, and
 * is an error. What is there already stays, so all can be repeated.
 *
 * <p>None of them is a superuser, or may make roles or databases. What connections make belongs to one role that nobody
 * logs in as ({@code jprisma_owner}): they can alter each other's tables, and be dropped without a trace.
 */
public final class LoginRoles {
    /** What connections make is its own, and what it may, {@code jprisma_app} may too. */
    private static final String OWNER = "jprisma_owner";

    private static final String MARK = "made by jprisma";
    private static final String DATABASES = "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn";
    private static final String DEPENDENT = "2BP01";
    /** Roles that make things must not make operators for a superuser; what a cluster sets for others is not meant. */
    private static final String SETTINGS = "SET search_path = pg_catalog; SET default_transaction_read_only = off";

    private final Function<String, PostgresConnection> sessions;

    /** @param sessions opens one of the superuser's on the database of that name; each is closed here */
    public LoginRoles(Function<String, PostgresConnection> sessions) {
        this.sessions = sessions;
    }

    /**
     * Does it on a cluster that no server runs on, in its single-user mode: roles that may make something can do so
     * when {@link #apply} was done as well.
     *
     * @throws JprismaException why not, in PostgreSQL's words
     */
    public static void applyToStopped(
            PostgresInstallation installation, Path dataDirectory, Collection<LoginRole> roles) {
        SingleUserMode.run(
                installation,
                dataDirectory,
                statementsWithClosing(roles),
                Set.of(),
                "The roles in " + dataDirectory + " cannot be made");
    }

    /** What does it, a line each. */
    static List<String> statementsWithClosing(Collection<LoginRole> roles) {
        List<String> statements = new ArrayList<>();
        statements.add(SETTINGS);
        statements.add(closingOthers(roles));
        statements.addAll(statements(roles));
        return statements;
    }

    /**
     * Does it on a running server. Sessions of roles that it is not to have are ended; those of roles with another
     * password go on.
     *
     * @throws PostgresException why not; then no role can do more than before
     */
    public void apply(Collection<LoginRole> roles) {
        try (PostgresConnection session = open(Credentials.DATABASE)) {
            for (OpenRole other : others(session, roles)) {
                close(session, other);
            }
            List<String> statements = statements(roles);
            if (!statements.isEmpty()) {
                run(session, String.join(";\n", statements));
            }
            if (roles.stream().anyMatch(LoginRoles::makesThings)) {
                names(session, DATABASES + " AND NOT datistemplate").forEach(this::allowMaking);
            }
        }
    }

    private static boolean makesThings(LoginRole role) {
        return role.kind() == LoginKind.APP || role.kind() == LoginKind.CONNECTION;
    }

    // ---- roles that it is to have

    private static List<String> statements(Collection<LoginRole> roles) {
        List<String> statements = new ArrayList<>();
        if (roles.stream().anyMatch(LoginRoles::makesThings)) {
            statements.add(creation(OWNER));
            statements.add(attributes(OWNER, "NOLOGIN PASSWORD NULL"));
            statements.add("GRANT pg_read_all_data, pg_write_all_data TO " + OWNER);
        }
        for (LoginRole role : roles) {
            statements.add(creation(role.name()));
            statements.add(attributes(role.name(), "LOGIN PASSWORD " + SqlText.literal(role.verifier())));
            statements.addAll(rights(role));
        }
        return statements;
    }

    private static List<String> rights(LoginRole role) {
        String name = SqlText.name(role.name());
        return switch (role.kind()) {
            case APP -> List.of("GRANT " + OWNER + " TO " + name);
            case CONNECTION -> List.of("GRANT " + OWNER + " TO " + name, "ALTER ROLE " + name + " SET role = " + OWNER);
            case READER ->
                List.of(
                        "GRANT pg_read_all_data TO " + name,
                        "ALTER ROLE " + name + " SET default_transaction_read_only = on");
            case WRITER -> List.of("GRANT pg_read_all_data, pg_write_all_data TO " + name);
        };
    }

    private static String attributes(String name, String login) {
        return "ALTER ROLE " + SqlText.name(name)
                + " NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT NOREPLICATION NOBYPASSRLS CONNECTION LIMIT -1"
                + " VALID UNTIL 'infinity' " + login;
    }

    private static String creation(String name) {
        return "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '" + name + "') THEN"
                + " CREATE ROLE \"" + name + "\"; COMMENT ON ROLE \"" + name + "\" IS '" + MARK + "';"
                + " ELSIF pg_catalog.shobj_description('\"" + name + "\"'::pg_catalog.regrole, 'pg_authid')"
                + " IS DISTINCT FROM '" + MARK + "' THEN"
                + " RAISE EXCEPTION 'There is a role " + name + " that jprisma did not make: rename it (ALTER ROLE "
                + name + " RENAME TO ...), and type the command again'; END IF; END$$";
    }

    /** In schema {@code public}, and in schemas and of extensions of their own. */
    private void allowMaking(String database) {
        try (PostgresConnection session = open(database)) {
            String missing = "SELECT 'GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ' || pg_catalog.quote_ident(datname)"
                    + " FROM pg_catalog.pg_database WHERE datname = current_database()"
                    + " AND NOT pg_catalog.has_database_privilege('" + OWNER + "', oid, 'CREATE')"
                    + " UNION ALL SELECT 'GRANT USAGE, CREATE ON SCHEMA public' FROM pg_catalog.pg_namespace"
                    + " WHERE nspname = 'public' AND NOT pg_catalog.has_schema_privilege('" + OWNER
                    + "', oid, 'CREATE')";
            for (String grant : names(session, missing)) {
                run(session, grant + " TO " + OWNER);
            }
        }
    }

    // ---- roles that it is not to have

    /** Who can log in still, or might own something. */
    private record OpenRole(long oid, String name) {}

    private static String others(Collection<LoginRole> roles) {
        StringBuilder wanted = new StringBuilder("'{" + OWNER);
        roles.forEach(role -> wanted.append(',').append(role.name()));
        return "FROM pg_catalog.pg_authid a JOIN pg_catalog.pg_shdescription d ON d.objoid = a.oid"
                + " AND d.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.description = '" + MARK
                + "' WHERE a.rolname <> ALL (" + wanted + "}'::pg_catalog.name[])";
    }

    private static String closingOthers(Collection<LoginRole> roles) {
        return "DO $$DECLARE other name; BEGIN FOR other IN SELECT a.rolname " + others(roles) + " LOOP"
                + " EXECUTE pg_catalog.format('ALTER ROLE %I NOLOGIN PASSWORD NULL', other);"
                + " BEGIN EXECUTE pg_catalog.format('DROP ROLE %I', other);"
                + " EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END; END LOOP; END$$";
    }

    private static List<OpenRole> others(PostgresConnection session, Collection<LoginRole> roles) {
        List<OpenRole> found = new ArrayList<>();
        // One that was closed and owns something is kept, for the day on which it is wanted again.
        session.query(
                "SELECT a.oid, a.rolname " + others(roles) + " AND (a.rolcanlogin OR a.rolname NOT LIKE 'jprisma\\_%')",
                receiving(row -> found.add(new OpenRole(Long.parseLong(row.text(0)), row.text(1)))));
        return found;
    }

    /** In this order no session slips through. */
    private void close(PostgresConnection session, OpenRole role) {
        String name = SqlText.name(role.name());
        run(session, "ALTER ROLE " + name + " NOLOGIN PASSWORD NULL");
        SessionEnds.ofRole(session, role.oid());
        try {
            run(session, "DROP ROLE " + name);
        } catch (ServerErrorException e) {
            if (!e.error().code().equals(DEPENDENT)) {
                throw e;
            }
            if (!role.name().equals(LoginKind.APP.roleName())) {
                handOver(session, name);
                run(session, "DROP ROLE " + name);
            }
        }
        SessionEnds.ofRole(session, role.oid());
    }

    /** What somebody made in its own name, or was granted to it. */
    private void handOver(PostgresConnection session, String name) {
        run(session, creation(OWNER));
        for (String database : names(session, DATABASES)) {
            try (PostgresConnection there = open(database)) {
                run(there, "REASSIGN OWNED BY " + name + " TO " + OWNER + "; DROP OWNED BY " + name);
            }
        }
    }

    // ---- statements

    private PostgresConnection open(String database) {
        PostgresConnection session = sessions.apply(database);
        try {
            run(session, SETTINGS);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void run(PostgresConnection session, String sql) {
        session.query(sql, ResultReceiver.NONE);
    }

    private static List<String> names(PostgresConnection session, String sql) {
        List<String> names = new ArrayList<>();
        session.query(sql, receiving(row -> names.add(row.text(0))));
        return names;
    }

    private static ResultReceiver receiving(Consumer<Row> rows) {
        return new ResultReceiver() {
            @Override
            public void row(Row row) {
                rows.accept(row);
            }
        };
    }
}
