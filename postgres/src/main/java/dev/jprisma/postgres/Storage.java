package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where PostgreSQL's binaries and clusters of a home are: in the home, or, if PostgreSQL must run as a user that cannot
 * enter root's home, in a folder of that user. What is thrown away goes to memory-backed storage where it can.
 */
public final class Storage {
    private static final Path FOR_ROOT = Path.of("/var/lib/jprisma");
    private static final String DATA = "data";

    private final JprismaHome home;
    private final Privileges privileges;
    private final Path root;
    private final MemoryStorage memory;

    Storage(JprismaHome home, Privileges privileges, Path root, MemoryStorage memory) {
        this.home = home;
        this.privileges = privileges;
        this.root = root;
        this.memory = memory;
    }

    /**
     * Finds out how PostgreSQL can run here and where its files go.
     *
     * @throws JprismaException if this is root and there is no way to run it as somebody else
     */
    public static Storage of(JprismaHome home) {
        Privileges privileges = Privileges.find(home);
        if (!privileges.isOtherUser()) {
            return new Storage(home, privileges, home.root(), new MemoryStorage());
        }
        Path root = FOR_ROOT.resolve(shortHash(home.root().toString()));
        try {
            Files.createDirectories(FOR_ROOT);
            if (!Files.exists(root)) {
                JprismaHome.createPrivateDirectories(root);
                privileges.own(root);
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot make " + root + " (" + JprismaHome.reason(e) + ")", e);
        }
        return new Storage(home, privileges, root, new MemoryStorage());
    }

    Privileges privileges() {
        return privileges;
    }

    /** Where what tests keep between their runs is. */
    public Path testing() {
        return root.resolve("testing");
    }

    /** Taken while something is unpacked or initialised that every process of this home shares. */
    Path lock() {
        return root.resolve("storage.lock");
    }

    Path installations() {
        return root.resolve("postgres");
    }

    Path templates() {
        return root.resolve("templates");
    }

    Path spares() {
        return root.resolve("spares");
    }

    /** Deletes the clusters that were made ahead, to free their space. */
    public void deleteSpares() throws IOException {
        FileTrees.delete(spares());
    }

    /** What waits to be deleted; on the file system of the clusters, so that moving there is a rename. */
    Path trash() {
        return root.resolve("trash");
    }

    /** Where a new instance's cluster goes, as its record says it. It is not made yet. */
    public String newDataDirectory(InstanceName name, boolean ephemeral) {
        if (ephemeral) {
            return throwAway(folderOf(name)).resolve(DATA).toString();
        }
        return privileges.isOtherUser() ? folderOf(name).resolve(DATA).toString() : DATA;
    }

    /** Where an instance's cluster is if its record does not say it. */
    public Path findDataDirectory(InstanceName name) {
        return throwAwayPlaces(folderOf(name)).stream()
                .map(folder -> folder.resolve(DATA))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> folderOf(name).resolve(DATA));
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
                    || Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(root));
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Whether moving something from there to the other folders of this home is no rename. */
    boolean isElsewhere(Path folder) {
        return memory.holds(folder) && !folder.startsWith(root);
    }

    private Path folderOf(InstanceName name) {
        return privileges.isOtherUser()
                ? root.resolve("instances").resolve(name.value())
                : home.instanceDirectory(name);
    }

    /** Makes a folder for PostgreSQL's files, with what is missing above it. */
    public Path createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path missing = directory;
            while (!Files.isDirectory(missing.getParent())) {
                missing = missing.getParent();
            }
            JprismaHome.createPrivateDirectories(directory);
            privileges.own(missing);
        }
        if (!directory.startsWith(root) && !isOurs(directory)) {
            throw new IOException(directory + " belongs to somebody else");
        }
        return directory;
    }

    /** Gives files to the user PostgreSQL runs as, where that is not us. */
    public void own(Path files) {
        privileges.own(files);
    }

    /**
     * Puts a folder aside in one step and deletes it; what a kill leaves of it, the next daemon deletes. Where a full
     * disk has no room for that step, the folder is deleted where it is.
     */
    public void discard(Path folder) throws IOException {
        if (isElsewhere(folder) || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            FileTrees.delete(folder);
            return;
        }
        Path aside = trash().resolve(folder.getFileName() + "-" + UUID.randomUUID());
        try {
            createDirectory(trash());
            Files.move(folder, aside);
        } catch (IOException noRoom) {
            deleteInPlace(folder, noRoom);
            return;
        }
        FileTrees.delete(aside);
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

    /** Deletes what was discarded and not yet deleted. */
    public void emptyTrash() throws IOException {
        if (Files.isDirectory(trash())) {
            try (Stream<Path> entries = Files.list(trash())) {
                for (Path entry : entries.toList()) {
                    FileTrees.delete(entry);
                }
            }
        }
    }

    /** Deletes all of an instance: its record, its logs and its data. */
    public void discardInstance(InstanceName name) throws IOException {
        // The data goes first, so that what a kill leaves is still listed and can be removed again.
        Optional<Path> inMemory = inMemory(folderOf(name));
        if (inMemory.isPresent()) {
            discard(inMemory.get());
        }
        if (privileges.isOtherUser()) {
            discard(folderOf(name));
            FileTrees.delete(home.instanceDirectory(name));
        } else {
            discard(home.instanceDirectory(name));
        }
    }

    static String shortHash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
