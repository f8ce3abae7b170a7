package dev.jprisma.transfer.tool;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A client program of PostgreSQL's, such as {@code pg_dump}.
 *
 * @param major such as 18
 * @param version such as {@code 18.6}
 */
public record PostgresTool(Path program, int major, String version) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[.\\w]*)");
    private static final long SELF_TEST_SECONDS = 10;

    /** Where installers put them, a star for any name; those of the user's home begin with a tilde. */
    private static final List<String> PLACES = List.of(
            "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
            "/usr/pgsql-*/bin", // Red Hat, Fedora
            "/usr/local/pgsql/bin", // from source
            "/opt/homebrew/opt/postgresql@*/bin",
            "/opt/homebrew/opt/libpq/bin",
            "/usr/local/opt/postgresql@*/bin",
            "/usr/local/opt/libpq/bin",
            "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
            "/home/linuxbrew/.linuxbrew/opt/libpq/bin",
            "/Applications/Postgres.app/Contents/Versions/*/bin",
            "/Library/PostgreSQL/*/bin", // EDB's installer
            "/opt/local/lib/postgresql*/bin", // MacPorts
            "~/.asdf/installs/postgres/*/bin",
            "~/.local/share/mise/installs/postgres/*/bin");

    /**
     * Finds one that is new enough: of the same major if there is one, or else the newest.
     *
     * @param major what it must be able to speak with
     * @param purpose what it is needed for, such as {@code dump shop}
     * @param first an installation to look in first; null for none
     * @throws JprismaException if there is none; it says how to get one
     */
    public static PostgresTool require(String name, int major, String purpose, Path first, Consumer<String> debug) {
        List<PostgresTool> found = all(name, first, System::getenv);
        found.forEach(tool -> debug.accept(tool.program + " is " + tool.version));
        Optional<PostgresTool> exact =
                found.stream().filter(tool -> tool.major == major).findFirst();
        return exact.or(() -> found.stream()
                        .filter(tool -> tool.major >= major)
                        .max(Comparator.comparing(PostgresTool::major)))
                .orElseThrow(() -> new JprismaException(ErrorKind.NOT_FOUND, missing(name, major, purpose, found)));
    }

    /** The newest that there is. */
    public static Optional<PostgresTool> newest(String name) {
        return all(name, null, System::getenv).stream().max(Comparator.comparing(PostgresTool::major));
    }

    /** What to do where there is none that is new enough. */
    public static String missing(String name, int major, String purpose, List<PostgresTool> found) {
        String there = found.stream()
                .max(Comparator.comparing(PostgresTool::major))
                .map(newest -> "the newest here is " + newest.version + " (" + newest.program + ")")
                .orElse("there is none on the PATH or where installers put it");
        return "It takes " + name + " " + major + " or newer to " + purpose + ", and " + there
                + ". Install it; wherever it is, put its folder on the PATH or into PGHOME:\n"
                + "  Debian, Ubuntu  sudo apt-get install postgresql-client-" + major
                + " (from PostgreSQL's own repository if the release has an older one)\n"
                + "  Fedora          sudo dnf install postgresql" + major + "\n"
                + "  macOS           brew install postgresql@" + major + ", or Postgres.app";
    }

    static List<PostgresTool> all(String name, Path first, UnaryOperator<String> environment) {
        Set<Path> programs = new LinkedHashSet<>();
        if (first != null) {
            programs.add(first.resolve("bin").resolve(name));
        }
        String home = environment.apply("PGHOME");
        if (home != null && !home.isEmpty()) {
            programs.add(Path.of(home, "bin", name));
            programs.add(Path.of(home, name));
        }
        String path = environment.apply("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                programs.add(Path.of(folder, name));
            }
        }
        for (String place : PLACES) {
            folders(place.replaceFirst("^~", Matcher.quoteReplacement(System.getProperty("user.home"))))
                    .forEach(folder -> programs.add(folder.resolve(name)));
        }
        List<PostgresTool> tools = new ArrayList<>();
        for (Path program : programs) {
            if (Files.isExecutable(program)) {
                of(program).ifPresent(tools::add);
            }
        }
        return tools;
    }

    /** Those that a place with a star means. */
    private static List<Path> folders(String place) {
        int star = place.indexOf('*');
        if (star < 0) {
            return List.of(Path.of(place));
        }
        int before = place.lastIndexOf('/', star);
        int behind = place.indexOf('/', star);
        Path parent = Path.of(place.substring(0, before));
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + place.substring(before + 1, behind));
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> matcher.matches(child.getFileName()))
                    .map(child -> child.resolve(place.substring(behind + 1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Empty if it does not run, or is something else. */
    private static Optional<PostgresTool> of(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SELF_TEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            try (InputStream said = process.getInputStream()) {
                Matcher version = VERSION.matcher(new String(said.readAllBytes(), StandardCharsets.UTF_8));
                return process.exitValue() == 0 && version.find()
                        ? Optional.of(new PostgresTool(program, Integer.parseInt(version.group(2)), version.group(1)))
                        : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
