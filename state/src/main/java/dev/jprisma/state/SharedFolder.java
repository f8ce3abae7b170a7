package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder of root's that the user PostgreSQL runs as may pass through and not write. */
public final class SharedFolder {
    private static final String PASS_THROUGH = "rwx--x--x";

    private SharedFolder() {}

    /**
     * Makes it, and what is missing above it, on the disk too.
     *
     * @throws IOException if something else is there, or it can be written by somebody else
     */
    public static void create(Path folder) throws IOException {
        if (!Files.exists(folder.getParent(), LinkOption.NOFOLLOW_LINKS)) {
            create(folder.getParent());
        }
        try {
            Files.createDirectory(folder, JprismaHome.ownerOnly("rwx------"));
            // Not with the permissions it is made with: what umask takes from those would be missing.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PASS_THROUGH));
            DiskSync.folder(folder.getParent());
        } catch (FileAlreadyExistsException made) {
            requireOurs(folder);
        }
    }

    /**
     * Makes a folder that somebody else had root's. The one above is root's already, so that nobody can replace it.
     *
     * @throws IOException if that is no folder
     */
    public static void takeOver(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is no folder");
        }
        Files.setAttribute(folder, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(folder, "unix:gid", 0, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PASS_THROUGH));
    }

    private static void requireOurs(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is no folder");
        }
        if (!FileOwnership.isOursAlone(folder)) {
            throw new IOException(folder + " belongs to somebody else, or others may write it");
        }
    }
}
