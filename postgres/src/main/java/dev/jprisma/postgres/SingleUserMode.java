package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * PostgreSQL's single-user mode: a server of one session that nobody logs in to and nobody else can reach. It recovers
 * what a crash or a backup left, executes statements and shuts the cluster down, all of it on the disk.
 */
final class SingleUserMode {
    /** It may have much to recover. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Pattern FAILURE = Pattern.compile("(?m)^(\\w{5}) (?:ERROR|FATAL|PANIC): .*$");

    private SingleUserMode() {}

    /**
     * Returns when all is done.
     *
     * @param statements each of one line
     * @param expected SQLSTATEs of errors that are none
     * @param purpose what cannot be done if it fails, as the beginning of a sentence
     * @throws JprismaException {@link ErrorKind#HOME_UNUSABLE} if the data directory cannot be used,
     *     {@link ErrorKind#POSTGRES_FAILED} with PostgreSQL's words if it cannot be done, for example since a server
     *     runs
     */
    static void run(
            PostgresInstallation installation,
            Path dataDirectory,
            List<String> statements,
            Set<String> expected,
            String purpose) {
        run(installation, dataDirectory, List.of(), statements, expected, purpose);
    }

    /**
     * The same.
     *
     * @param settings such as {@code hot_standby=off}, which go before those of the cluster
     */
    static void run(
            PostgresInstallation installation,
            Path dataDirectory,
            List<String> settings,
            List<String> statements,
            Set<String> expected,
            String purpose) {
        DataDirectory directory = new DataDirectory(dataDirectory);
        directory.requireUsableBy(installation);
        directory.removeStaleLocks();
        Program.Result result = Program.run(
                installation.command("postgres", arguments(installation, dataDirectory, settings)),
                String.join("\n", statements) + "\n",
                LIMIT);
        List<String> failures = FAILURE.matcher(result.output())
                .results()
                .filter(failure -> !expected.contains(failure.group(1)))
                .map(MatchResult::group)
                .toList();
        if (!result.succeeded() || !failures.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    purpose + ": " + (failures.isEmpty() ? result.output() : String.join("\n", failures)));
        }
    }

    private static List<String> arguments(
            PostgresInstallation installation, Path dataDirectory, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("--single", "-D", dataDirectory.toString()));
        arguments.addAll(installation.extensionArguments());
        for (String setting : List.of(
                "log_line_prefix=%e ",
                "log_min_error_statement=panic",
                // What is loaded for sessions may be what keeps them from beginning.
                "session_preload_libraries=",
                "default_transaction_read_only=off",
                // What is done here is somebody's data, whatever its server did without.
                "fsync=on",
                "full_page_writes=on")) {
            arguments.addAll(List.of("-c", setting));
        }
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        arguments.add("template1");
        return arguments;
    }
}
