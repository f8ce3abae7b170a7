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
import java.util.UUID;

/**
 * Where PostgreSQL's binaries and clusters of a home are: in the home, or, if PostgreSQL must run as a user that cannot
 * enter root's home, in a folder of that user.
 */
public final class Storage {
    private static final Path FOR_ROOT = Path.of("/var/lib/jprisma");

    private final JprismaHome home;
    private final Privileges privileges;
    private final Path root;

    private Storage(JprismaHome home, Privileges privileges, Path root) {
        this.home = home;
        this.privileges = privileges;
        this.root = root;
    }

    /**
     * Finds out how PostgreSQL can run here and where its files go.
     *
     * @throws JprismaException if this is root and there is no way to run it as somebody else
     */
    public static Storage of(JprismaHome home) {
        Privileges privileges = Privileges.find(home);
        if (!privileges.isOtherUser()) {
            return new Storage(home, privileges, home.root());
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
        return new Storage(home, privileges, root);
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

    /** What waits to be deleted; on the file system of the clusters, so that moving there is a rename. */
    Path trash() {
        return root.resolve("trash");
    }

    /** Where a new instance's cluster goes, as its record says it. */
    public String newDataDirectory(InstanceName name) {
        return privileges.isOtherUser() ? folderOf(name).resolve("data").toString() : "data";
    }

    /** Where the shadow database's clusters of an instance go. */
    public Path shadowDirectory(InstanceName name) {
        return folderOf(name).resolve("shadow");
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
        return directory;
    }

    /** Gives files to the user PostgreSQL runs as, where that is not us. */
    public void own(Path files) {
        privileges.own(files);
    }

    /** Puts a folder aside in one step and deletes it; what a kill leaves of it, the next daemon deletes. */
    public void discard(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            createDirectory(trash());
            Path aside = trash().resolve(folder.getFileName() + "-" + UUID.randomUUID());
            Files.move(folder, aside);
            FileTrees.delete(aside);
        }
    }

    /** Deletes all of an instance: its record, its logs and its data. */
    public void discardInstance(InstanceName name) throws IOException {
        if (privileges.isOtherUser()) {
            // Two folders: the data goes first, so that what a kill leaves is still listed and can be removed again.
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
