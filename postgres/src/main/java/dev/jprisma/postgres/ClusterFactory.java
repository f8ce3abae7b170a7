package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes clusters: copies of the template, of which one is made ahead (the spare), so that a new cluster is a rename.
 * Safe for threads. One process works on a storage at a time.
 */
public final class ClusterFactory {
    private static final Duration SYNC_LIMIT = Duration.ofMinutes(5);

    private final Storage storage;
    private final PostgresInstallation installation;
    private final ClusterTemplate template;
    private final Path spares;
    private final Object makingSpare = new Object();

    private ClusterFactory(Storage storage, PostgresInstallation installation, ClusterTemplate template) {
        this.storage = storage;
        this.installation = installation;
        this.template = template;
        this.spares = storage.spares().resolve(template.id());
    }

    /** Prepares binaries and template, which takes seconds the first time and nothing afterwards. */
    public static ClusterFactory prepare(Storage storage, Consumer<String> progress) {
        PostgresInstallation installation = PostgresInstallation.prepare(storage, progress);
        ClusterTemplate template = ClusterTemplate.prepare(storage, installation, progress);
        ClusterFactory factory = new ClusterFactory(storage, installation, template);
        try {
            factory.removeLeftOvers();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot clean up " + storage.spares() + " (" + JprismaHome.reason(e) + ")",
                    e);
        }
        return factory;
    }

    public PostgresInstallation installation() {
        return installation;
    }

    public Storage storage() {
        return storage;
    }

    /**
     * Makes a new cluster at {@code dataDirectory}, where there must be none.
     *
     * @throws JprismaException if there is no room, or the place is taken
     */
    public void create(Path dataDirectory) {
        if (Files.exists(dataDirectory, LinkOption.NOFOLLOW_LINKS)) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, dataDirectory + " is there already");
        }
        try {
            storage.createDirectory(dataDirectory.getParent());
            if (!takeSpare(dataDirectory)) {
                template.copyTo(dataDirectory, spares, storage);
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot make a cluster in " + dataDirectory + " (" + JprismaHome.reason(e)
                            + "): it needs about 40 MB there",
                    e);
        }
    }

    private synchronized boolean takeSpare(Path dataDirectory) throws IOException {
        Optional<Path> spare = spares().findFirst();
        if (spare.isEmpty()) {
            return false;
        }
        Files.move(spare.get(), dataDirectory);
        return true;
    }

    /** Makes the spare if there is none; takes a while, so the caller gives a thread of its own. */
    public void prepareSpare() throws IOException {
        synchronized (makingSpare) {
            if (spares().findAny().isEmpty()) {
                Path spare = spares.resolve("made-" + UUID.randomUUID());
                template.copyTo(spare, spares, storage);
                // The cluster of a named instance is somebody's data: what it starts from has to be on the disk.
                Program.run(installation.command("initdb", List.of("--sync-only", "-D", spare.toString())), SYNC_LIMIT);
                Files.move(spare, spares.resolve("spare-" + UUID.randomUUID()));
            }
        }
    }

    private Stream<Path> spares() throws IOException {
        if (!Files.isDirectory(spares)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(spares)) {
            return all.filter(spare -> spare.getFileName().toString().startsWith("spare-")).toList().stream();
        }
    }

    /** Removes what killed processes left half made, and spares of other versions; before anything new is made. */
    private void removeLeftOvers() throws IOException {
        deleteAllIn(storage.installations(), entry -> entry.startsWith("unpacking-"));
        deleteAllIn(storage.templates(), entry -> !entry.startsWith(installation.contentId()));
        deleteAllIn(spares, entry -> !entry.startsWith("spare-"));
        deleteAllIn(storage.spares(), entry -> !entry.equals(template.id()));
    }

    /** Deletes what was discarded and not yet deleted. */
    public void emptyTrash() throws IOException {
        deleteAllIn(storage.trash(), entry -> true);
    }

    private static void deleteAllIn(Path folder, Predicate<String> unwanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (unwanted.test(entry.getFileName().toString())) {
                    FileTrees.delete(entry);
                }
            }
        }
    }
}
