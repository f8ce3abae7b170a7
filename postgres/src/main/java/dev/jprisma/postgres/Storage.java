package dev.jprisma.postgres;

import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.ExtensionFolder;
import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.MemoryStorage;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.SharedFolder;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.UntrustedFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's binaries and clusters of a home: in the home, or, if PostgreSQL must run as a user that cannot enter
 * root's home, outside. What is thrown away goes to memory-backed storage where it can. Safe for threads.
 */
public final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private static final String DATA = "data";
    private static final String SHADOW = "shadow";
    /** Begins the names of clusters that were made ahead. */
    static final String SPARE = "spare-";

    private final JprismaHome home;
    private final Privileges privileges;
    private final ServerFiles files;
    private final MemoryStorage memory;
    private final FormerClusters former;
    private volatile Runnable trashLeft = () -> {};

    Storage(JprismaHome home, Privileges privileges, ServerFiles files, MemoryStorage memory) {
        this.home = home;
        this.privileges = privileges;
        this.files = files;
        this.memory = memory;
        this.former = new FormerClusters(home, files, privileges);
    }

    /**
     * Finds out how PostgreSQL can run here and where its files go.
     *
     * @throws JprismaException if this is root and there is no way to run it as somebody else
     */
    public static Storage of(JprismaHome home) {
        Privileges privileges = Privileges.here();
        ServerFiles files = privileges.isOtherUser()
                ? ProcessLock.holding(lockOf(home), () -> ServerFiles.outsideOf(home))
                : ServerFiles.of(home);
        return new Storage(home, privileges, files, new MemoryStorage());
    }

    Privileges privileges() {
        return privileges;
    }

    /** Where what tests keep between their runs is. */
    public Path testing() {
        return files.root().resolve("testing");
    }

    /** Taken while something is unpacked or initialised that every process of this home shares. */
    Path lock() {
        return lockOf(home);
    }

    private static Path lockOf(JprismaHome home) {
        return home.root().resolve("storage.lock");
    }

    /** Taken while binaries are fetched, which may take minutes. */
    Path fetchLock() {
        return home.root().resolve("fetch.lock");
    }

    Path installations() {
        return files.root().resolve("postgres");
    }

    Path templates() {
        return files.root().resolve("templates");
    }

    Path spares() {
        return files.root().resolve("spares");
    }

    /** Deletes the clusters that were made ahead, to free their space; not those that are being made. */
    public void deleteSpares() throws IOException {
        for (Path ofTemplate : entriesOf(spares())) {
            for (Path spare : entriesOf(ofTemplate)) {
                if (spare.getFileName().toString().startsWith(SPARE)) {
                    deleteSpare(spare);
                }
            }
        }
    }

    private static void deleteSpare(Path spare) throws IOException {
        try {
            Unfinished.delete(spare);
        } catch (NoSuchFileException taken) {
            // By an instance that needed it just now.
        }
    }

    private static List<Path> entriesOf(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Clusters that are being copied, data and all. */
    public Path copies() {
        return files.root().resolve("copies");
    }

    /** Where the cluster of a snapshot is, be it there or not. */
    public Path snapshotData(InstanceName instance, SnapshotName snapshot) {
        return snapshotFolder(instance, snapshot).resolve(DATA);
    }

    private Path snapshotFolder(InstanceName instance, SnapshotName snapshot) {
        return files.snapshotsOf(instance).resolve(snapshot.value());
    }

    /** Deletes a snapshot's cluster, and all that is left of it. */
    public void discardSnapshot(InstanceName instance, SnapshotName snapshot) throws IOException {
        discard(snapshotFolder(instance, snapshot));
        if (files.areOutside()) {
            FileTrees.delete(home.snapshots().resolve(instance.value()).resolve(snapshot.value()));
        }
    }

    /** Whether an instance has that snapshot, whole or not, by this name or one that the file system takes for it. */
    public boolean hasSnapshotFolder(InstanceName instance, SnapshotName snapshot) {
        return snapshotFoldersOf(instance).stream()
                .anyMatch(folder -> Files.exists(folder.resolve(snapshot.value()), LinkOption.NOFOLLOW_LINKS));
    }

    /** Makes a snapshot one of the instance by its new name; what is there already stays. */
    public void renameInstanceOfSnapshot(InstanceName from, InstanceName to, SnapshotName snapshot) throws IOException {
        for (int i = 0; i < snapshotFoldersOf(from).size(); i++) {
            Path source = snapshotFoldersOf(from).get(i).resolve(snapshot.value());
            Path target = snapshotFoldersOf(to).get(i).resolve(snapshot.value());
            moveIfThere(source, target);
        }
    }

    /** Deletes the folders in which an instance had snapshots, if nothing is in them. */
    public void discardSnapshotFolders(InstanceName instance) throws IOException {
        for (Path folder : snapshotFoldersOf(instance)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException another) {
                // Somebody has just taken one.
            }
        }
    }

    private List<Path> snapshotFoldersOf(InstanceName instance) {
        return List.of(files.snapshotsOf(instance), home.snapshots().resolve(instance.value()));
    }

    /** The names of folders of snapshots, be they whole or not. */
    public Set<String> snapshotFolders(InstanceName instance) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path folder : snapshotFoldersOf(instance)) {
            entriesOf(folder).forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names;
    }

    /** Where a base copy of an instance's history is, be it there or not. */
    public Path historyBase(InstanceName instance, String history, String base) {
        return historyFolder(instance, history).resolve(base);
    }

    private Path historyFolder(InstanceName instance, String history) {
        return files.folderOf(instance).resolve("history").resolve(history);
    }

    /** Deletes the base copies of a history but those, and its folder if it is to have none. */
    public void keepHistoryBases(InstanceName instance, String history, Collection<String> bases) throws IOException {
        for (Path base : entriesOf(historyFolder(instance, history))) {
            if (!bases.contains(base.getFileName().toString())) {
                discardCluster(base);
            }
        }
        if (bases.isEmpty()) {
            Files.deleteIfExists(historyFolder(instance, history));
        }
    }

    /** The extensions that were added to the home for a major version. */
    public ExtensionFolder extensions(int major) {
        return ExtensionFolder.of(files, major);
    }

    /** Where extensions are made; on the file system of {@link #extensions}. */
    public Path extensionWorkshop() {
        return ExtensionFolder.root(files);
    }

    /** Taken while an extension is added or removed. */
    public Path extensionLock() {
        return home.root().resolve("extensions.lock");
    }

    /** A command line as PostgreSQL's programs are run here: under root as another user. */
    public List<String> asServerUser(List<String> command) {
        return privileges.command(command);
    }

    /**
     * Gives a folder of ours with all that is in it, which nobody else has seen yet, to the user PostgreSQL runs as.
     */
    public void giveToServerUser(Path tree) throws IOException {
        if (privileges.isOtherUser()) {
            try (Stream<Path> entries = Files.walk(tree)) {
                for (Path entry : entries.toList()) {
                    privileges.own(entry);
                }
            }
        }
    }

    /** What waits to be deleted; on the file system of the clusters, so that moving there is a rename. */
    Path trash() {
        return files.root().resolve("trash");
    }

    /** Where a new instance's cluster goes, as its record says it. It is not made yet. */
    public String newDataDirectory(InstanceName name, boolean ephemeral) {
        Path onDisk = files.folderOf(name);
        Path chosen = ephemeral ? throwAway(onDisk) : onDisk;
        return chosen.equals(onDisk) ? DATA : chosen.resolve(DATA).toString();
    }

    /** Where a cluster is on the disk that is an instance's data. */
    public Path dataPlace(InstanceName name) {
        return files.newDataDirectory(name);
    }

    /** Such as {@code 18}; empty if that cannot be read. */
    public String majorVersion(Path dataDirectory) {
        try {
            return UntrustedFile.read(dataDirectory.resolve("PG_VERSION")).strip();
        } catch (IOException unknown) {
            return "";
        }
    }

    /** Where it is put aside while another takes its place. */
    public Path previousData(InstanceName name) {
        return files.folderOf(name).resolve("previous");
    }

    /** How many bytes the disk of the clusters has free for us; many, if it does not say. */
    public long usableBytes() {
        try {
            return Files.getFileStore(files.root()).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** Renames a cluster to a place where nothing is, and has that written to the disk. No server runs on it. */
    public void move(Path cluster, Path place) throws IOException {
        SharedMemorySegment.removeLeftOf(cluster);
        createDirectory(place.getParent());
        Files.move(cluster, place, StandardCopyOption.ATOMIC_MOVE);
        DiskSync.folder(place.getParent());
        DiskSync.folder(cluster.getParent());
    }

    /** Whether there is anything of an instance of this name, its snapshots aside. */
    public boolean hasFolder(InstanceName name) {
        return Stream.of(files.folderOf(name), home.instanceDirectory(name))
                .anyMatch(folder -> Files.exists(folder, LinkOption.NOFOLLOW_LINKS));
    }

    /** Gives an instance's record, logs and data another name; what has it already stays. No server runs on it. */
    public void renameInstance(InstanceName from, InstanceName to) throws IOException {
        moveIfThere(files.folderOf(from), files.folderOf(to));
        // Its record last, where that is elsewhere: when it is seen by the new name its data is there.
        moveIfThere(home.instanceDirectory(from), home.instanceDirectory(to));
    }

    private void moveIfThere(Path folder, Path place) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (place.startsWith(files.root())) {
            createDirectory(place.getParent());
        } else {
            JprismaHome.createPrivateDirectories(place.getParent());
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            // A rename would take the place of an empty folder, and nobody knows whose.
            throw new FileAlreadyExistsException(place.toString());
        }
        Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
        DiskSync.folder(place.getParent());
        DiskSync.folder(folder.getParent());
    }

    /** Where an instance's cluster is if its record does not say it. */
    public Path findDataDirectory(InstanceName name) {
        return inMemory(files.folderOf(name))
                .map(folder -> folder.resolve(DATA))
                .filter(Files::isDirectory)
                .orElseGet(() -> files.dataDirectory(name, Path.of(DATA)));
    }

    /** The major version of the data at that place; empty if there is none. */
    public Optional<Integer> majorOf(Path dataDirectory) {
        return new DataDirectory(dataDirectory).findMajor();
    }

    /** The folder of an instance's shadow database, beside its data. */
    public Path shadowDirectory(InstanceName name, Path dataDirectory) {
        Path folder = memory.holds(dataDirectory) ? dataDirectory.getParent() : files.folderOf(name);
        return folder.resolve(SHADOW);
    }

    /**
     * Where to put what is thrown away: memory-backed storage if there is some and it has room, else {@code folder}. It
     * need not exist; {@link #createDirectory} makes it.
     *
     * @param folder a place for it on the disk
     */
    public Path throwAway(Path folder) {
        return memory.hasRoom() ? inMemory(folder).orElse(folder) : folder;
    }

    /** Where {@link #throwAway} can have sent somebody, whatever has room now. */
    public List<Path> throwAwayPlaces(Path folder) {
        return Stream.concat(inMemory(folder).stream(), Stream.of(folder)).toList();
    }

    private Optional<Path> inMemory(Path folder) {
        return memory.insteadOf(folder).filter(this::isOurs);
    }

    /** Anybody may write to shared memory: a folder of that name could be somebody else's. */
    private boolean isOurs(Path folder) {
        try {
            return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                    || Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && FileOwnership.isOursAlone(folder);
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Whether moving something from there to the other folders of this home is no rename. */
    boolean isElsewhere(Path folder) {
        return memory.holds(folder) && !folder.startsWith(files.root());
    }

    /**
     * Brings an instance's cluster to its place if a version before this left it elsewhere. No server runs on it.
     *
     * @param progress told if there is something to do
     */
    public void takeIn(InstanceRecord instance, Consumer<String> progress) {
        try {
            if (!instance.ephemeral()) {
                former.takeIn(instance, progress);
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The data of " + instance.name() + " cannot be moved to " + files.folderOf(instance.name()) + " ("
                            + JprismaHome.reason(e) + ")",
                    e);
        }
    }

    /** Makes a folder to put clusters in, with what is missing above it. */
    public Path createDirectory(Path directory) throws IOException {
        if (privileges.isOtherUser()) {
            SharedFolder.create(directory);
        } else {
            JprismaHome.createPrivateDirectories(directory);
        }
        if (!directory.startsWith(files.root()) && !isOurs(directory)) {
            throw new IOException(directory + " belongs to somebody else");
        }
        return directory;
    }

    /** Makes the empty folder of a cluster, which is not there yet. */
    void createCluster(Path dataDirectory) throws IOException {
        JprismaHome.createPrivateDirectory(dataDirectory);
        privileges.own(dataDirectory);
    }

    /**
     * Copies a cluster that no server runs on.
     *
     * @param target where nothing is yet
     */
    public TreeSize copyCluster(Path source, Path target) throws IOException {
        if (privileges.isOtherUser()) {
            createCluster(target);
            return privileges.copy(source, target);
        }
        return FileTrees.copy(source, target);
    }

    /** @param trashLeft run when something that was discarded still takes room, to {@link #emptyTrash} later */
    public void whenTrashIsLeft(Runnable trashLeft) {
        this.trashLeft = trashLeft;
    }

    /**
     * Puts a folder aside in one step, with which it is gone, and deletes it; what a failure or a kill leaves of that
     * is deleted {@linkplain #whenTrashIsLeft later}, with the next one or by the next daemon. Where a full disk has no
     * room for that step, the folder is deleted where it is.
     */
    public void discard(Path folder) throws IOException {
        for (Path dataDirectory :
                List.of(folder.resolve(DATA), folder.resolve(SHADOW).resolve(DATA))) {
            SharedMemorySegment.removeLeftOf(dataDirectory);
        }
        if (isElsewhere(folder)) {
            FileTrees.delete(folder);
            return;
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path aside = trash().resolve(folder.getFileName() + "-" + UUID.randomUUID());
            try {
                createDirectory(trash());
                Files.move(folder, aside);
            } catch (IOException noRoom) {
                deleteInPlace(folder, noRoom);
            }
        }
        deleteDiscardedOrLater();
    }

    /** The same for a cluster alone. */
    public void discardCluster(Path dataDirectory) throws IOException {
        SharedMemorySegment.removeLeftOf(dataDirectory);
        createDirectory(trash());
        Files.move(dataDirectory, trash().resolve(DATA + "-" + UUID.randomUUID()));
        deleteDiscardedOrLater();
    }

    private void deleteDiscardedOrLater() {
        try {
            deleteDiscarded();
        } catch (IOException e) {
            LOG.warn("What was deleted still takes room in {}: {}", trash(), JprismaHome.reason(e));
            trashLeft.run();
        }
    }

    private void deleteDiscarded() throws IOException {
        for (Path discarded : entriesOf(trash())) {
            FileTrees.delete(discarded);
        }
    }

    /** Files last, folders first: an instance whose record is left can be removed again. */
    private static void deleteInPlace(Path folder, IOException notMoved) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path inside : (Iterable<Path>) entries.filter(Files::isDirectory)::iterator) {
                FileTrees.delete(inside);
            }
            FileTrees.delete(folder);
        } catch (IOException e) {
            e.addSuppressed(notMoved);
            throw e;
        }
    }

    /** Deletes what was discarded and not yet deleted, and what root's homes that are gone left outside of them. */
    public void emptyTrash() throws IOException {
        for (Path orphan : files.orphans()) {
            FileTrees.delete(orphan);
        }
        deleteDiscarded();
    }

    /** Deletes all of an instance: its record, its logs and its data. */
    public void discardInstance(InstanceName name) throws IOException {
        // The data goes first, so that what a kill leaves is still listed and can be removed again.
        Optional<Path> inMemory = inMemory(files.folderOf(name));
        if (inMemory.isPresent()) {
            discard(inMemory.get());
        }
        if (files.areOutside()) {
            discard(files.folderOf(name));
            former.discard(name);
            FileTrees.delete(home.instanceDirectory(name));
        } else {
            discard(home.instanceDirectory(name));
        }
    }
}
