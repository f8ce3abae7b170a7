package dev.jprisma.postgres.extension;

import dev.jprisma.postgres.Program;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes an extension of its source code, by its own makefile and PostgreSQL's (PGXS). The headers are those of an
 * installation of the same major version that the machine has, since ours has none; it is built as the user who runs
 * PostgreSQL, who is not root.
 */
final class ExtensionBuild {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final int SHOWN_LINES = 15;

    /** Where packages of PostgreSQL put it, with the major version in the place of {@code %d}. */
    private static final List<String> PLACES = List.of(
            "/usr/lib/postgresql/%d/bin/pg_config",
            "/usr/pgsql-%d/bin/pg_config",
            "/opt/homebrew/opt/postgresql@%d/bin/pg_config",
            "/usr/local/opt/postgresql@%d/bin/pg_config",
            "/Applications/Postgres.app/Contents/Versions/%d/bin/pg_config");

    private final Storage storage;
    private final int major;

    ExtensionBuild(Storage storage, int major) {
        this.storage = storage;
        this.major = major;
    }

    /**
     * The {@code pg_config} to build with.
     *
     * @param named by the user, or null for the first that is found
     * @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) with what to do, if there is none that has headers
     */
    Path config(String name, Path named) {
        return named == null ? findConfig(name) : requireUsable(named);
    }

    /**
     * Builds it and fills a folder with what {@code make install} would install.
     *
     * @param config the one to build with
     * @param folder of the makefile, in {@code tree}
     * @param target there and empty
     * @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) if it is not made
     */
    void run(String name, Path config, Path tree, Path folder, Path target) throws IOException {
        Path installed = Files.createDirectory(tree.resolve("installed-by-make"));
        storage.giveToServerUser(tree);
        make(name, folder, List.of("PG_CONFIG=" + config, "with_llvm=no"));
        make(name, folder, List.of("PG_CONFIG=" + config, "with_llvm=no", "install", "DESTDIR=" + installed));
        Path packed = target.resolveSibling("installed.tar");
        pack(installed, packed);
        SourceTree.unpack(packed, target);
    }

    private void make(String name, Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("make", "-C", folder.toString()));
        command.addAll(arguments);
        Program.Result made = Program.run(storage.asServerUser(command), LIMIT);
        if (!made.succeeded()) {
            List<String> lines = made.output().lines().toList();
            String end =
                    lines.stream().skip(Math.max(0, lines.size() - SHOWN_LINES)).collect(Collectors.joining("\n"));
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    name + " cannot be built (it takes make and a C compiler); make ended with " + made.exitCode()
                            + ":\n" + end);
        }
    }

    /** By the user whose files they are, so that no link leads root elsewhere. */
    private void pack(Path folder, Path tar) throws IOException {
        Process process = new ProcessBuilder(
                        storage.asServerUser(List.of("tar", "-cf", "-", "-C", folder.toString(), ".")))
                .redirectOutput(tar.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("tar does not pack " + folder);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Path findConfig(String name) {
        Stream<String> onPath = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> folder + "/pg_config");
        return Stream.concat(PLACES.stream().map(place -> String.format(place, major)), onPath)
                .map(Path::of)
                .filter(config -> problemOf(config).isEmpty())
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.INPUT_UNUSABLE,
                        name + " is source code, and there are no headers of PostgreSQL " + major
                                + " here to build it with. Install them (Debian: postgresql-server-dev-" + major
                                + ", Homebrew: postgresql@" + major
                                + "), or name the pg_config of an installation that has them: --pg-config FILE"));
    }

    private Path requireUsable(Path config) {
        Optional<String> problem = problemOf(config);
        if (problem.isPresent()) {
            throw new JprismaException(ErrorKind.INPUT_UNUSABLE, config + " " + problem.get());
        }
        return config;
    }

    /** Why it cannot be built with. */
    private Optional<String> problemOf(Path config) {
        if (!Files.isExecutable(config)) {
            return Optional.of("is no program");
        }
        String version = answer(config, "--version", "PostgreSQL ");
        if (!version.matches("PostgreSQL " + major + "\\D.*")) {
            return Optional.of("is not of PostgreSQL " + major + (version.isEmpty() ? "" : ", but of " + version));
        }
        for (String wanted : List.of("--pgxs", "--includedir-server")) {
            Path path = Path.of(answer(config, wanted, "/"));
            Path file = wanted.equals("--pgxs") ? path : path.resolve("postgres.h");
            if (!Files.exists(file)) {
                return Optional.of("has no headers: there is no " + file);
            }
        }
        return Optional.empty();
    }

    /** Its line that begins so, beside which there may be warnings; empty if there is none. */
    private String answer(Path config, String question, String beginning) {
        return Program.run(storage.asServerUser(List.of(config.toString(), question)), LOOK_LIMIT)
                .output()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElse("");
    }
}
