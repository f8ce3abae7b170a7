package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.ExtensionFolder;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.OperatingSystem;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.ShortHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's programs: ours, unpacked in the home, or those of an installation that the user has. */
public final class PostgresInstallation {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[.\\w]*)");
    private static final Pattern SHARE = Pattern.compile("(?m)^share_path=(.*)$");
    private static final Duration SELF_TEST_LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final String version;
    private final String contentId;
    private final boolean complete;
    private final Privileges privileges;
    private final ExtensionFolder extensions;

    private PostgresInstallation(Path directory, String version, String contentId, boolean complete, Storage storage) {
        this.directory = directory;
        this.version = version;
        this.contentId = contentId;
        this.complete = complete;
        this.privileges = storage.privileges();
        this.extensions = storage.extensions(PostgresChoice.majorOf(version));
    }

    /** Ours, in a folder named by its content. */
    static PostgresInstallation unpacked(Path directory, String version, Storage storage) {
        return new PostgresInstallation(
                directory, version, directory.getFileName().toString(), true, storage);
    }

    /**
     * The installation in a folder of the user's, looked at and run once.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if there is none that can run here, or it is not of
     *     that major version
     */
    static PostgresInstallation at(PostgresChoice choice, Storage storage) {
        Privileges privileges = storage.privileges();
        Path directory = Path.of(choice.home());
        requirePrograms(directory);
        String version = selfTest(directory, privileges);
        if (PostgresChoice.majorOf(version) != choice.major()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    directory + " has PostgreSQL " + version + " and not " + choice.major()
                            + ": name another folder (--postgres-home DIR), or 'none' for jprisma's own PostgreSQL "
                            + choice.major());
        }
        String contentId = version + "-" + ShortHash.of(directory + " " + fingerprint(directory));
        return new PostgresInstallation(directory, version, contentId, hasStatements(directory, privileges), storage);
    }

    /**
     * What there is in a folder of the user's.
     *
     * @param home such as {@code /usr/lib/postgresql/15}, or its {@code bin}
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if there is no PostgreSQL that can run here and that
     *     we know
     */
    public static PostgresChoice find(Path home, Storage storage) {
        boolean isPrograms = Files.exists(home.resolve(OperatingSystem.here().programFile("postgres")))
                && !Files.exists(home.resolve("bin"));
        Path directory = isPrograms ? home.getParent() : home;
        requirePrograms(directory);
        String version = selfTest(directory, storage.privileges());
        try {
            return new PostgresChoice(PostgresChoice.majorOf(version), directory.toString());
        } catch (IllegalArgumentException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, directory + ": " + e.getMessage(), e);
        }
    }

    private static void requirePrograms(Path directory) {
        for (String program : List.of("postgres", "initdb")) {
            if (!Files.isExecutable(Path.of(program(directory, program)))) {
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        directory + " has no PostgreSQL server (there is no bin/" + program
                                + "): name the folder that has it, such as --postgres-home /usr/lib/postgresql/17");
            }
        }
    }

    /** Runs it, so that a wrong processor or a missing library shows here and with its own words. */
    static String selfTest(Path directory, Privileges privileges) {
        Program.Result result =
                Program.run(privileges.command(List.of(program(directory, "postgres"), "--version")), SELF_TEST_LIMIT);
        Matcher version = VERSION.matcher(result.output());
        if (!result.succeeded() || !version.find()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "PostgreSQL in " + directory + " does not run on this machine (exit code " + result.exitCode()
                            + "): " + result.output());
        }
        return version.group(1);
    }

    private static String fingerprint(Path directory) {
        try {
            Path postgres = Path.of(program(directory, "postgres"));
            return Files.size(postgres) + " " + Files.getLastModifiedTime(postgres);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, directory + " cannot be read (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** Whether it has the extension that ours load ahead, which not every package of PostgreSQL brings. */
    private static boolean hasStatements(Path directory, Privileges privileges) {
        return shareOf(directory, privileges)
                .filter(share -> Files.exists(share.resolve("extension").resolve("pg_stat_statements.control")))
                .isPresent();
    }

    /** Where it has what is the same on every machine, its extensions' scripts among that. */
    private static Optional<Path> shareOf(Path directory, Privileges privileges) {
        Program.Result shown = Program.run(
                privileges.command(List.of(program(directory, "initdb"), "--show", "-D", directory.toString())),
                SELF_TEST_LIMIT);
        Matcher share = SHARE.matcher(shown.output());
        return share.find() ? Optional.of(Path.of(share.group(1))) : Optional.empty();
    }

    /** Such as {@code 18.6}. */
    public String version() {
        return version;
    }

    /** Such as 18: what a data directory must agree with. */
    public int major() {
        return PostgresChoice.majorOf(version);
    }

    /** What of one major version is the newer one. */
    int minor() {
        String[] numbers = version.split("\\D+");
        return numbers.length < 2 ? 0 : Integer.parseInt(numbers[1]);
    }

    /** Its folder, with {@code bin} in it. */
    public Path directory() {
        return directory;
    }

    /** A name for what depends on exactly these binaries. */
    String contentId() {
        return contentId;
    }

    /** Whether it has the extensions that come with PostgreSQL. */
    boolean isComplete() {
        return complete;
    }

    Privileges privileges() {
        return privileges;
    }

    /**
     * Where its extensions' control files and scripts are.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if it does not say that
     */
    public Path extensionDirectory() {
        return shareOf(directory, privileges)
                .map(share -> share.resolve(ExtensionFolder.EXTENSION))
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.POSTGRES_FAILED, "PostgreSQL in " + directory + " does not say where its files are"));
    }

    /** Where its extensions' libraries are, if it is ours. */
    Path libraryDirectory() {
        return directory.resolve("lib").resolve("postgresql");
    }

    /** What its servers are told of the extensions that were added to the home; those need not be there yet. */
    List<String> extensionArguments() {
        List<String> arguments = new ArrayList<>();
        ExtensionPaths.of(extensions, major()).forEach(setting -> arguments.addAll(List.of("-c", setting.toString())));
        return arguments;
    }

    /** A command line of one of its programs, as it must be run here. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program(directory, program));
        command.addAll(arguments);
        return privileges.command(command);
    }

    private static String program(Path directory, String name) {
        return directory
                .resolve("bin")
                .resolve(OperatingSystem.here().programFile(name))
                .toString();
    }
}
