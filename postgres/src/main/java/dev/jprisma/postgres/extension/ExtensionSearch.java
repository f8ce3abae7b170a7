package dev.jprisma.postgres.extension;

import dev.jprisma.postgres.Program;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds an extension of which only the name was said: in the PostgreSQL installations of the machine, or in Debian's
 * packages, which are fetched by the machine's own {@code apt-get} and not installed.
 */
final class ExtensionSearch {
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(10);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    /** A library that a script names beside that of its control file. */
    private static final Pattern LIBRARY = Pattern.compile("'\\$libdir/([^'/]+)'");

    /** Share and library folders of packages of PostgreSQL, with the major version in the place of {@code %d}. */
    private static final List<List<String>> PLACES = List.of(
            List.of("/usr/share/postgresql/%d", "/usr/lib/postgresql/%d/lib"),
            List.of("/usr/pgsql-%d/share", "/usr/pgsql-%d/lib"),
            List.of("/opt/homebrew/share/postgresql@%d", "/opt/homebrew/lib/postgresql@%d"),
            List.of("/usr/local/share/postgresql@%d", "/usr/local/lib/postgresql@%d"),
            List.of(
                    "/Applications/Postgres.app/Contents/Versions/%d/share/postgresql",
                    "/Applications/Postgres.app/Contents/Versions/%d/lib/postgresql"));

    /** Debian's names where they do not follow from the extension's. */
    private static final Map<String, String> PACKAGES = Map.of("vector", "pgvector", "postgis", "postgis-3");

    private final String name;
    private final int major;

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if that cannot be the name of an extension */
    ExtensionSearch(String name, int major) {
        if (!NAME.matcher(name).matches()) {
            throw new JprismaException(ErrorKind.INVALID, "'" + name + "' cannot be the name of an extension");
        }
        this.name = name;
        this.major = major;
    }

    /**
     * Fills a folder with its files.
     *
     * @param tree there and empty
     * @param workshop for what is fetched
     * @return where they were found
     * @throws JprismaException ({@link ErrorKind#NOT_FOUND}) with what to do, if it is nowhere
     */
    String fill(Path tree, Path workshop, Consumer<String> progress) throws IOException {
        for (List<String> place : PLACES) {
            Path share = Path.of(String.format(place.get(0), major)).resolve("extension");
            Path control = share.resolve(name + ".control");
            if (Files.isRegularFile(control)) {
                copy(ControlFile.read(control), share, Path.of(String.format(place.get(1), major)), tree);
                return control.toString();
            }
        }
        Optional<String> found =
                packageNames().filter(ExtensionSearch::aptKnows).findFirst();
        if (found.isPresent()) {
            progress.accept("Fetching " + found.get() + " (apt-get download)");
            SourceTree.unpack(download(found.get(), workshop), tree);
            return "Debian's package " + found.get();
        }
        throw new JprismaException(
                ErrorKind.NOT_FOUND,
                "This machine has no " + name + " for PostgreSQL " + major + ", nor has its package manager. Fetch a"
                        + " package (Debian's and PGDG's are named postgresql-" + major + "-"
                        + PACKAGES.getOrDefault(name, "NAME")
                        + "), an archive or its source code, and name it: jprisma extension add " + name + " FILE");
    }

    private void copy(Optional<ControlFile> control, Path share, Path lib, Path tree) throws IOException {
        Set<String> libraries = new LinkedHashSet<>();
        control.flatMap(ControlFile::library).ifPresent(libraries::add);
        Path target = Files.createDirectories(tree.resolve("extension"));
        try (Stream<Path> files = Files.list(share)) {
            for (Path file : files.toList()) {
                String fileName = file.getFileName().toString();
                if (control.isPresent() && control.get().owns(fileName)) {
                    Files.copy(file, target.resolve(fileName));
                    if (fileName.endsWith(".sql")) {
                        Matcher named = LIBRARY.matcher(Files.readString(file));
                        while (named.find()) {
                            libraries.add(named.group(1));
                        }
                    }
                }
            }
        }
        for (String library : libraries) {
            for (String suffix : List.of(".so", ".dylib")) {
                Path file = lib.resolve(library + suffix);
                if (Files.isRegularFile(file)) {
                    Files.copy(file, target.resolve(library + suffix));
                }
            }
        }
    }

    private Stream<String> packageNames() {
        String dashed = name.replace('_', '-').toLowerCase(Locale.ROOT);
        return Stream.of(PACKAGES.get(name), dashed, dashed.replaceFirst("^pg-?", ""))
                .filter(Objects::nonNull)
                .filter(suffix -> !suffix.isEmpty())
                .distinct()
                .map(suffix -> "postgresql-" + major + "-" + suffix);
    }

    private static boolean aptKnows(String packageName) {
        return Program.succeeds(List.of("apt-cache", "show", packageName), LOOK_LIMIT);
    }

    private static Path download(String packageName, Path folder) throws IOException {
        Program.Result fetched = Program.run(
                List.of("sh", "-c", "cd \"$0\" && exec apt-get download -q \"$1\"", folder.toString(), packageName),
                FETCH_LIMIT);
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> file =
                    files.filter(it -> it.toString().endsWith(".deb")).findFirst();
            if (!fetched.succeeded() || file.isEmpty()) {
                throw new JprismaException(
                        ErrorKind.NOT_FOUND, packageName + " cannot be fetched; apt-get says: " + fetched.output());
            }
            return file.get();
        }
    }
}
