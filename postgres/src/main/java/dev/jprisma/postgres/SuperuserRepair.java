package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ScramVerifier;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.LoginRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Gives a cluster its superuser, his password and his database again, whatever became of them and without logging in:
 * in PostgreSQL's single-user mode, while no server runs on it. All else stays as it is.
 */
public final class SuperuserRepair {
    /** Role or database is there already. */
    private static final Set<String> EXPECTED = Set.of("42710", "42P04");

    private SuperuserRepair() {}

    /**
     * Returns when it is done and on the disk.
     *
     * @param password that he has from then on; only what PostgreSQL stores of it is passed on
     * @throws JprismaException {@link ErrorKind#HOME_UNUSABLE} if the data directory cannot be used,
     *     {@link ErrorKind#POSTGRES_FAILED} with PostgreSQL's words if it cannot be done, for example since a server
     *     runs
     */
    public static void run(PostgresInstallation installation, Path dataDirectory, String password) {
        run(installation, dataDirectory, statements(password));
    }

    /**
     * The same, and gives it the roles of ours that it is to have, as {@link LoginRoles} does.
     *
     * @throws JprismaException as above, or since a role of the user's has the name of one of ours
     */
    public static void run(
            PostgresInstallation installation, Path dataDirectory, String password, Collection<LoginRole> roles) {
        List<String> statements = new ArrayList<>(statements(password));
        statements.addAll(LoginRoles.statementsWithClosing(roles));
        run(installation, dataDirectory, statements);
    }

    private static void run(PostgresInstallation installation, Path dataDirectory, List<String> statements) {
        SingleUserMode.run(
                installation,
                dataDirectory,
                statements,
                EXPECTED,
                "The password in " + dataDirectory + " cannot be set");
    }

    private static List<String> statements(String password) {
        return List.of(
                "CREATE ROLE " + Credentials.USER,
                "ALTER ROLE " + Credentials.USER
                        + " SUPERUSER LOGIN CONNECTION LIMIT -1 VALID UNTIL 'infinity' PASSWORD '"
                        + ScramVerifier.of(password) + "'",
                "CREATE DATABASE " + Credentials.DATABASE,
                "ALTER DATABASE " + Credentials.DATABASE + " ALLOW_CONNECTIONS true CONNECTION LIMIT -1");
    }
}
