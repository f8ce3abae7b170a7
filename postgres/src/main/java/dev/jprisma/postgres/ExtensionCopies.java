package dev.jprisma.postgres;

import dev.jprisma.state.ExtensionFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The home's extensions in its own installations of versions before 18, whose servers look for them nowhere else. What
 * the home has is what counts; these are copies that follow it.
 */
public final class ExtensionCopies {
    private final PostgresInstallation installation;

    /** @param installation of ours */
    ExtensionCopies(PostgresInstallation installation) {
        this.installation = installation;
    }

    /** Those of the installations of a version that need them. */
    public static List<ExtensionCopies> of(Storage storage, int major) {
        if (ExtensionPaths.areKnownTo(major)) {
            return List.of();
        }
        return new Installations(storage)
                .all().stream()
                        .filter(installation -> installation.major() == major)
                        .map(ExtensionCopies::new)
                        .toList();
    }

    /** Copies what of a folder is not there yet, or is another file there; control files last. */
    public void bring(ExtensionFolder folder) throws IOException {
        Map<Path, Path> files = new LinkedHashMap<>();
        put(files, folder.lib(), installation.libraryDirectory(), "");
        Path extension = folder.share().resolve(ExtensionFolder.EXTENSION);
        put(files, extension, installation.extensionDirectory(), ".sql");
        put(files, extension, installation.extensionDirectory(), ".control");
        for (Map.Entry<Path, Path> file : files.entrySet()) {
            if (isOther(file.getKey(), file.getValue())) {
                replace(file.getKey(), file.getValue());
            }
        }
    }

    private static void put(Map<Path, Path> files, Path from, Path to, String suffix) throws IOException {
        if (Files.isDirectory(from)) {
            try (Stream<Path> entries = Files.list(from)) {
                entries.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .filter(file -> file.toString().endsWith(suffix))
                        .forEach(file -> files.put(file, to.resolve(file.getFileName())));
            }
        }
    }

    private static boolean isOther(Path file, Path copy) throws IOException {
        return !Files.exists(copy) || Files.mismatch(file, copy) >= 0;
    }

    /** A server may have the one before mapped. */
    private static void replace(Path file, Path copy) throws IOException {
        try (Unfinished next = Unfinished.in(copy.getParent())) {
            Files.copy(file, next.path(), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(next.path(), copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes the copies of these files, which are named as they lie in a folder of extensions. */
    public void remove(List<String> files) throws IOException {
        for (String file : files) {
            Path name = Path.of(file).getFileName();
            Path directory =
                    file.startsWith("lib/") ? installation.libraryDirectory() : installation.extensionDirectory();
            Files.deleteIfExists(directory.resolve(name));
        }
    }

    /**
     * The same programs in a folder that is not there yet, with those extensions as well: to try what nobody is to see.
     * Its files are links to those of the installation.
     */
    public static PostgresInstallation tryIn(
            Path target, PostgresInstallation installation, Storage storage, List<ExtensionFolder> folders)
            throws IOException {
        link(installation.directory(), target);
        PostgresInstallation copy = PostgresInstallation.unpacked(target, installation.version(), storage);
        for (ExtensionFolder folder : folders) {
            new ExtensionCopies(copy).bring(folder);
        }
        return copy;
    }

    private static void link(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path copy = target.resolve(source.relativize(directory));
                Files.createDirectory(copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(directory));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = target.resolve(source.relativize(file));
                if (attributes.isSymbolicLink()) {
                    Files.createSymbolicLink(copy, Files.readSymbolicLink(file));
                } else {
                    Files.createLink(copy, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
