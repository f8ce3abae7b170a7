package dev.jprisma.postgres.extension;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of an extension in a source tree, wherever they lie there.
 *
 * @param control its control file
 * @param files where each lies, by where it belongs in a folder of extensions: its control file last, so that no server
 *     sees it before the others
 * @param libraries those of them that are libraries
 */
record ExtensionFiles(ControlFile control, Map<String, Path> files, List<Path> libraries) {
    private static final List<String> MAKEFILES = List.of("GNUmakefile", "makefile", "Makefile");

    /** The control files in a tree, each extension's nearest to its root. */
    static List<ControlFile> controlsIn(Path tree) throws IOException {
        Map<String, ControlFile> found = new LinkedHashMap<>();
        for (Path file : filesIn(tree)) {
            Optional<ControlFile> control = ControlFile.read(file);
            control.ifPresent(it -> found.putIfAbsent(it.name(), it));
        }
        return List.copyOf(found.values());
    }

    /** All files, those nearest to the root first. */
    private static List<Path> filesIn(Path tree) throws IOException {
        try (Stream<Path> entries = Files.walk(tree)) {
            return entries.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    /**
     * Those of the extension that is meant.
     *
     * @param name of the extension, or null if there is one only
     * @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) if the tree has no such extension
     */
    static ControlFile chosen(Path tree, String name) throws IOException {
        List<ControlFile> controls = controlsIn(tree);
        if (controls.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    "There is no extension in it: no NAME.control, which every extension has");
        }
        String names = controls.stream().map(ControlFile::name).collect(Collectors.joining(", "));
        if (name == null && controls.size() > 1) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, "There are several extensions in it (" + names + "): name one");
        }
        return controls.stream()
                .filter(control -> name == null || control.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.INPUT_UNUSABLE, "There is no extension " + name + " in it, but " + names));
    }

    /** Where its source code is to be made; empty if the tree has all that a server needs of it. */
    static Optional<Path> toBuild(Path tree, ControlFile control) throws IOException {
        ExtensionFiles found = of(tree, control);
        if (found.isWhole()) {
            return Optional.empty();
        }
        Path folder = control.path().getParent();
        for (String makefile : MAKEFILES) {
            Path file = folder.resolve(makefile);
            if (Files.isRegularFile(file) && Files.readString(file).contains("PGXS")) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    static ExtensionFiles of(Path tree, ControlFile control) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        List<Path> libraries = new ArrayList<>();
        for (Path file : filesIn(tree)) {
            String name = file.getFileName().toString();
            if (NativeLibrary.isNamedLikeOne(name)) {
                if (files.putIfAbsent("lib/" + name, file) == null) {
                    libraries.add(file);
                }
            } else if (control.owns(name)
                    && !name.equals(control.path().getFileName().toString())) {
                files.putIfAbsent("share/" + control.scripts() + "/" + name, file);
            }
        }
        files.put("share/extension/" + control.path().getFileName(), control.path());
        return new ExtensionFiles(control, files, libraries);
    }

    /** What of it is missing; empty if nothing is. */
    Optional<String> missing() {
        Optional<String> library = control.library()
                .filter(name -> libraries.stream()
                        .noneMatch(file -> file.getFileName().toString().startsWith(name + ".")));
        if (library.isPresent()) {
            return Optional.of("its library " + library.get());
        }
        boolean hasScript = files.keySet().stream()
                .anyMatch(file -> file.matches(".*/" + Pattern.quote(control.name()) + "--((?!--).)*\\.sql"));
        return hasScript ? Optional.empty() : Optional.of("a script " + control.name() + "--VERSION.sql");
    }

    private boolean isWhole() {
        return missing().isEmpty() && hasScriptOf(control.version().orElse(null));
    }

    /** Source trees mostly have scripts of former versions ready. */
    private boolean hasScriptOf(String version) {
        return version == null || files.keySet().stream().anyMatch(file -> file.endsWith("--" + version + ".sql"));
    }
}
