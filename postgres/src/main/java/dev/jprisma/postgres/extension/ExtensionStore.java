package dev.jprisma.postgres.extension;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.ExtensionCopies;
import dev.jprisma.postgres.ExtensionPaths;
import dev.jprisma.postgres.PostgresInstallation;
import dev.jprisma.postgres.ProcessLock;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.Unfinished;
import dev.jprisma.state.AtomicFile;
import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.ExtensionFolder;
import dev.jprisma.state.InstalledExtension;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.AddedExtension;
import dev.jprisma.state.control.BundledExtensions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The extensions of a home, of one major version: added and removed here, and nowhere else. Servers that run find what
 * is added, since they look each time; one is seen when all of it is there. Safe for threads and processes.
 */
public final class ExtensionStore {
    private final ClusterFactory clusters;
    private final Storage storage;
    private final PostgresInstallation installation;
    private final ExtensionFolder folder;

    /** @param clusters of the version whose extensions these are */
    public ExtensionStore(ClusterFactory clusters) {
        this.clusters = clusters;
        this.storage = clusters.storage();
        this.installation = clusters.installation();
        this.folder = storage.extensions(installation.major());
    }

    /**
     * Adds an extension that works, or replaces it.
     *
     * @param name of it, or null if the source has one only
     * @param source a package, an archive, or a folder of files or of source code; null for what the machine has under
     *     that name
     * @param pgConfig to build source code with, or null for the one that is found
     * @param progress told what takes long
     * @throws JprismaException {@link ErrorKind#INPUT_UNUSABLE} if it is none, or none for this PostgreSQL and machine,
     *     {@link ErrorKind#HOME_UNUSABLE} if it cannot be written; then all is as it was
     */
    public AddedExtension add(String name, Path source, Path pgConfig, Consumer<String> progress) {
        if (!ExtensionPaths.canName(folder)) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "No extension can be in " + folder.path() + ", since PostgreSQL separates folders by colons");
        }
        return ProcessLock.holding(storage.extensionLock(), () -> {
            try {
                storage.createDirectory(storage.extensionWorkshop());
                try (Unfinished workshop = Unfinished.in(storage.extensionWorkshop())) {
                    return add(name, source, pgConfig, storage.createDirectory(workshop.path()), progress);
                }
            } catch (IOException e) {
                throw new JprismaException(
                        ErrorKind.HOME_UNUSABLE,
                        "The extension cannot be put into " + folder.path() + " (" + JprismaHome.reason(e) + ")",
                        e);
            }
        });
    }

    private AddedExtension add(String name, Path source, Path pgConfig, Path workshop, Consumer<String> progress)
            throws IOException {
        if (name != null) {
            requireNotBundled(name);
        }
        Path tree = storage.createDirectory(workshop.resolve("source"));
        String from = fill(tree, name, source, workshop, progress);
        ControlFile control = ExtensionFiles.chosen(tree, name);
        requireNotBundled(control.name());
        Optional<Path> code = ExtensionFiles.toBuild(tree, control);
        if (code.isPresent()) {
            ExtensionBuild build = new ExtensionBuild(storage, installation.major());
            Path config = build.config(control.name(), pgConfig);
            progress.accept("Building " + control.name());
            Path built = storage.createDirectory(workshop.resolve("built"));
            build.run(control.name(), config, tree, code.get(), built);
            tree = built;
            control = ExtensionFiles.chosen(tree, control.name());
        }
        ExtensionFiles files = ExtensionFiles.of(tree, control);
        requireUsable(files);
        ExtensionFolder stage = new ExtensionFolder(workshop.resolve("stage"));
        stage(files, stage);
        progress.accept("Trying " + control.name() + " on a server that is thrown away");
        PostgresInstallation onTrial = ExtensionPaths.areKnownTo(installation.major())
                ? installation
                : ExtensionCopies.tryIn(
                        workshop.resolve("installation"), installation, storage, List.of(folder, stage));
        // It goes before one of its name that is there.
        List<String> preload = new ExtensionTrial(clusters, onTrial, List.of(stage, folder)).run(files);
        return place(files, preload, stage, from);
    }

    /** Returns what it was filled from. */
    private String fill(Path tree, String name, Path source, Path workshop, Consumer<String> progress)
            throws IOException {
        if (source == null) {
            return new ExtensionSearch(name, installation.major()).fill(tree, workshop, progress);
        }
        SourceTree.unpack(source, tree);
        return source.toString();
    }

    private void requireNotBundled(String name) {
        if (bundled().stream().anyMatch(it -> it.name().equals(name))) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " comes with PostgreSQL: there is nothing to add. In a database: create extension \"" + name
                            + "\"");
        }
    }

    private void requireUsable(ExtensionFiles files) throws IOException {
        String name = files.control().name();
        Optional<String> missing = files.missing();
        if (missing.isPresent()) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, name + " is not whole: " + missing.get() + " is missing");
        }
        for (Path library : files.libraries()) {
            Optional<String> foreign = NativeLibrary.foreign(library);
            if (foreign.isPresent()) {
                throw new JprismaException(
                        ErrorKind.INPUT_UNUSABLE,
                        name + " is not for this machine: " + library.getFileName() + " " + foreign.get());
            }
        }
        for (InstalledExtension other : folder.installed()) {
            if (!other.name().equals(name)) {
                other.files().stream()
                        .filter(files.files()::containsKey)
                        .findFirst()
                        .ifPresent(file -> {
                            throw new JprismaException(
                                    ErrorKind.INPUT_UNUSABLE,
                                    name + " has the file " + file + ", and so has " + other.name()
                                            + ", which is here already");
                        });
            }
        }
    }

    private void stage(ExtensionFiles files, ExtensionFolder stage) throws IOException {
        createOpenDirectory(stage.path());
        for (Path directory : List.of(stage.lib(), stage.share(), stage.share().resolve(ExtensionFolder.EXTENSION))) {
            createOpenDirectory(directory);
        }
        for (Map.Entry<String, Path> file : files.files().entrySet()) {
            Path target = stage.path().resolve(file.getKey()).normalize();
            if (!target.startsWith(stage.path())) {
                throw new JprismaException(
                        ErrorKind.INPUT_UNUSABLE,
                        files.control().name() + " has its scripts elsewhere: " + file.getKey());
            }
            createOpenDirectory(target.getParent());
            Files.copy(file.getValue(), target);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
        }
        DiskSync.tree(stage.path());
    }

    /** One that PostgreSQL's user may list and not write; who may come to it the folders above decide. */
    private void createOpenDirectory(Path directory) throws IOException {
        storage.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The note first, so that what a kill leaves can be removed, and the control file last. */
    private AddedExtension place(ExtensionFiles files, List<String> preload, ExtensionFolder stage, String source)
            throws IOException {
        ControlFile control = files.control();
        InstalledExtension extension = new InstalledExtension(
                control.name(),
                installation.major(),
                control.version().orElse(null),
                control.comment().orElse(null),
                preload,
                control.requires(),
                List.copyOf(files.files().keySet()),
                source,
                Instant.now());
        Optional<InstalledExtension> before = folder.find(control.name());
        createOpenDirectory(folder.path());
        createOpenDirectory(folder.share());
        AtomicFile.write(folder.note(control.name()), RecordJson.writeIndented(withFilesOf(extension, before)));
        for (String file : extension.files()) {
            Path target = folder.path().resolve(file);
            createOpenDirectory(target.getParent());
            Files.move(
                    stage.path().resolve(file),
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            DiskSync.folder(target.getParent());
        }
        for (String file : before.map(InstalledExtension::files).orElse(List.of())) {
            if (!extension.files().contains(file)) {
                Files.deleteIfExists(folder.path().resolve(file));
            }
        }
        for (ExtensionCopies copies : ExtensionCopies.of(storage, installation.major())) {
            copies.bring(folder);
        }
        AtomicFile.write(folder.note(control.name()), RecordJson.writeIndented(extension));
        return new AddedExtension(extension, before.isPresent());
    }

    private static InstalledExtension withFilesOf(InstalledExtension extension, Optional<InstalledExtension> before) {
        List<String> files = new ArrayList<>(extension.files());
        before.ifPresent(it -> it.files().stream()
                .filter(file -> !extension.files().contains(file))
                .forEach(file -> files.add(0, file)));
        return new InstalledExtension(
                extension.name(),
                extension.major(),
                extension.version(),
                extension.comment(),
                extension.preload(),
                extension.requires(),
                files,
                extension.source(),
                extension.addedAt());
    }

    /**
     * Removes one; sessions that have it loaded keep it until they end. Whether anybody uses it is the caller's to
     * know.
     *
     * @throws JprismaException {@link ErrorKind#HOME_UNUSABLE} if that cannot be done
     */
    public void remove(InstalledExtension extension) {
        ProcessLock.holding(storage.extensionLock(), () -> {
            try {
                for (ExtensionCopies copies : ExtensionCopies.of(storage, installation.major())) {
                    copies.remove(reversed(extension.files()));
                }
                // Its control file first, so that no server sees a half one.
                for (String file : reversed(extension.files())) {
                    Files.deleteIfExists(folder.path().resolve(file));
                }
                Files.deleteIfExists(folder.note(extension.name()));
                return null;
            } catch (IOException e) {
                throw new JprismaException(
                        ErrorKind.HOME_UNUSABLE,
                        extension.name() + " cannot be removed from " + folder.path() + " (" + JprismaHome.reason(e)
                                + ")",
                        e);
            }
        });
    }

    private static List<String> reversed(List<String> files) {
        List<String> reversed = new ArrayList<>(files);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Those that come with PostgreSQL, by name. */
    public List<BundledExtensions.Bundled> bundled() {
        try {
            // Those that were added are copied into installations that look nowhere else.
            return ExtensionFiles.controlsIn(installation.extensionDirectory()).stream()
                    .filter(control -> folder.find(control.name()).isEmpty())
                    .map(control -> new BundledExtensions.Bundled(
                            control.name(),
                            control.version().orElse(null),
                            control.comment().orElse(null)))
                    .toList();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "The extensions of PostgreSQL " + installation.version() + " cannot be read ("
                            + JprismaHome.reason(e) + ")",
                    e);
        }
    }
}
