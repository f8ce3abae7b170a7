package dev.jprisma.postgres;

import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostgresChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes clusters: copies of the template, of which one is made ahead (the spare), so that a new cluster is a rename.
 * Safe for threads, and for processes: what is shared is made under a lock, what is being made says who makes it, and a
 * spare is taken by a rename, which only one of many can do.
 */
public final class ClusterFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFactory.class);
    private static final Duration SYNC_LIMIT = Duration.ofMinutes(5);
    private static final Duration KEEP_UNUSED = Duration.ofDays(30);

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
        return prepare(storage, PostgresChoice.DEFAULT, progress);
    }

    /**
     * The same for another PostgreSQL, whose binaries may have to be fetched first, which takes minutes.
     *
     * @throws JprismaException with what to type, if there is no such PostgreSQL here and none can be brought
     */
    public static ClusterFactory prepare(Storage storage, PostgresChoice choice, Consumer<String> progress) {
        Installations installations = new Installations(storage);
        // Under no lock: who wants the packed one need not wait until another is fetched.
        PostgresInstallation other = choice.equals(PostgresChoice.DEFAULT)
                ? null
                : choice.isOurs()
                        ? installations.fetched(choice.major(), progress)
                        : PostgresInstallation.at(choice, storage);
        return ProcessLock.holding(storage.lock(), () -> {
            PostgresInstallation installation = other == null ? installations.packed(progress) : other;
            if (choice.isOurs() && !ExtensionPaths.areKnownTo(choice.major())) {
                bringExtensions(installation, storage);
            }
            ClusterTemplate template = ClusterTemplate.prepare(storage, installation, progress);
            ClusterFactory factory = new ClusterFactory(storage, installation, template);
            factory.cleanUp();
            return factory;
        });
    }

    /** It may have been unpacked anew since they were added. */
    private static void bringExtensions(PostgresInstallation installation, Storage storage) {
        try {
            new ExtensionCopies(installation).bring(storage.extensions(installation.major()));
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The extensions of PostgreSQL " + installation.version() + " cannot be put to it ("
                            + JprismaHome.reason(e) + ")",
                    e);
        }
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
            if (storage.isElsewhere(dataDirectory)) {
                createThrowAway(dataDirectory);
            } else if (!takeSpare(dataDirectory)) {
                createDurable(dataDirectory);
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot make a cluster in " + dataDirectory + " (" + JprismaHome.reason(e)
                            + "): it needs about 40 MB there",
                    e);
        }
    }

    /**
     * Makes a new cluster in a place of its own; to use it is to rename it.
     *
     * @throws JprismaException if there is no room
     */
    public Unfinished createAside() {
        Unfinished next = Unfinished.in(storage.copies());
        create(next.path());
        return next;
    }

    /**
     * Makes a new cluster for a server that is thrown away, anywhere, without taking the spare. What a kill leaves is
     * the caller's to clean up.
     */
    public void createThrowAway(Path dataDirectory) throws IOException {
        try (Unfinished next = Unfinished.in(dataDirectory.getParent())) {
            template.copyTo(next.path(), storage);
            Files.move(next.path(), dataDirectory);
        }
    }

    /** Somebody's data begins with it: it is on the disk before it is there. */
    private void createDurable(Path dataDirectory) throws IOException {
        storage.createDirectory(spares);
        try (Unfinished next = Unfinished.in(spares)) {
            template.copyTo(next.path(), storage);
            sync(next.path());
            next.becomes(dataDirectory);
        }
    }

    /**
     * Writes a cluster that no server runs on to the disk, so that it is whole even if the machine loses power.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if the disk does not take it
     */
    public void sync(Path dataDirectory) {
        Program.Result sync = Program.run(
                installation.command("initdb", List.of("--sync-only", "-D", dataDirectory.toString())), SYNC_LIMIT);
        if (!sync.succeeded()) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot write " + dataDirectory + " to the disk: " + sync.output());
        }
    }

    /** The password that new clusters begin with: random, one for all of this home until each has its own. */
    public String firstPassword() {
        return template.password();
    }

    /** The cluster that new ones are copied from, on which no server runs. */
    Path template() {
        return template.cluster();
    }

    /** Names the template new clusters are copied from: other binaries or settings make another one. */
    public String templateId() {
        return template.id();
    }

    private boolean takeSpare(Path dataDirectory) throws IOException {
        for (Path spare : spares()) {
            try {
                Files.move(spare, dataDirectory);
                DiskSync.folder(dataDirectory.getParent());
                return true;
            } catch (NoSuchFileException takenByAnother) {
                // Then perhaps the next.
            }
        }
        return false;
    }

    /** Makes the spare if there is none; takes a while, so the caller gives a thread of its own. */
    public void prepareSpare() throws IOException {
        synchronized (makingSpare) {
            if (spares().isEmpty()) {
                createDurable(spares.resolve(Storage.SPARE + UUID.randomUUID()));
            }
        }
    }

    private List<Path> spares() throws IOException {
        return list(spares, spare -> nameOf(spare).startsWith(Storage.SPARE));
    }

    /** What cannot be removed is in nobody's way: the next one who uses the home tries again. */
    private void cleanUp() {
        try {
            template.touch();
            removeLeftOvers();
        } catch (IOException e) {
            LOG.warn("Cannot clean up {} ({})", storage.spares(), JprismaHome.reason(e));
        }
    }

    /**
     * Removes what killed processes left half made, and templates and spares of other versions that nobody used for
     * long: test runs and a daemon of different versions can work on one home at once.
     */
    private void removeLeftOvers() throws IOException {
        List<Path> workshops = new ArrayList<>(List.of(
                storage.installations(),
                storage.templates(),
                storage.spares(),
                storage.copies(),
                storage.extensionWorkshop()));
        workshops.addAll(list(storage.spares(), Files::isDirectory));
        for (Path abandoned : list(storage.copies(), entry -> Unfinished.isAbandoned(nameOf(entry)))) {
            // The daemon that started a server there was killed.
            Postmaster.adopt(abandoned).ifPresent(Postmaster::stopImmediately);
        }
        for (Path workshop : workshops) {
            deleteAllIn(workshop, entry -> Unfinished.isAbandoned(nameOf(entry)));
        }
        for (Path folder : List.of(storage.templates(), storage.spares())) {
            for (Path unused : list(folder, entry -> !template.isOf(nameOf(entry)) && isUnused(entry))) {
                Unfinished.delete(unused);
            }
        }
    }

    private static boolean isUnused(Path entry) {
        try {
            return Files.getLastModifiedTime(entry)
                    .toInstant()
                    .isBefore(Instant.now().minus(KEEP_UNUSED));
        } catch (IOException gone) {
            return false;
        }
    }

    private static String nameOf(Path entry) {
        return entry.getFileName().toString();
    }

    private static void deleteAllIn(Path folder, Predicate<Path> unwanted) throws IOException {
        for (Path entry : list(folder, unwanted)) {
            Postmaster.adopt(entry.resolve(ThrowAwayServer.DATA)).ifPresent(Postmaster::stopImmediately);
            FileTrees.delete(entry);
        }
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).toList();
        }
    }
}
