package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ScramVerifier;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Gives a cluster its superuser, his password and his database again, whatever became of them and without logging in:
 * in PostgreSQL's single-user mode, while no server runs on it. All else stays as it is.
 */
public final class SuperuserRepair {
    /** It may have to recover from a crash first. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Role or database is there already. */
    private static final Set<String> EXPECTED = Set.of("42710", "42P04");

    private static final Pattern FAILURE = Pattern.compile("(?m)^(\\w{5}) (?:ERROR|FATAL|PANIC): .*$");

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
        DataDirectory directory = new DataDirectory(dataDirectory);
        directory.requireUsableBy(installation);
        directory.removeStaleLocks();
        Program.Result result =
                Program.run(installation.command("postgres", arguments(dataDirectory)), statements(password), LIMIT);
        List<String> failures = FAILURE.matcher(result.output())
                .results()
                .filter(failure -> !EXPECTED.contains(failure.group(1)))
                .map(MatchResult::group)
                .toList();
        if (!result.succeeded() || !failures.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "The password in " + dataDirectory + " cannot be set: "
                            + (failures.isEmpty() ? result.output() : String.join("\n", failures)));
        }
    }

    private static List<String> arguments(Path dataDirectory) {
        return List.of(
                "--single",
                "-D",
                dataDirectory.toString(),
                "-c",
                "log_line_prefix=%e ",
                "-c",
                "log_min_error_statement=panic",
                // What is loaded for sessions may be what keeps them from beginning.
                "-c",
                "session_preload_libraries=",
                "-c",
                "default_transaction_read_only=off",
                "template1");
    }

    /** A line each, as single-user mode takes them. */
    private static String statements(String password) {
        return String.join(
                "\n",
                "CREATE ROLE " + Credentials.USER,
                "ALTER ROLE " + Credentials.USER
                        + " SUPERUSER LOGIN CONNECTION LIMIT -1 VALID UNTIL 'infinity' PASSWORD '"
                        + ScramVerifier.of(password) + "'",
                "CREATE DATABASE " + Credentials.DATABASE,
                "ALTER DATABASE " + Credentials.DATABASE + " ALLOW_CONNECTIONS true CONNECTION LIMIT -1",
                "");
    }
}
