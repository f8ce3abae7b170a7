package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The home, {@code ~/.jprisma} or {@code JPRISMA_HOME}, and its layout. Everything in it belongs to its owner alone.
 *
 * <pre>
 * daemon.lock  daemon.json  daemon.log  daemon.sock    the daemon: held while it lives, who it is, its log, its door
 * launch.lock                                          held by the command that starts a daemon
 * control-token  console.json  console-*.html          what the HTTP port of the home takes as proof, whether and where
 *                                                      it is open, and what leads a browser there
 * instances/NAME/instance.json                         the record of an instance
 * instances/NAME/data/  postgres.log  shadow/          its cluster, its log, its shadow database's cluster
 * instances/NAME/exchange.json  previous/              its data is being exchanged, and what it was before
 * instances/NAME/history/ID.json  ID/BASE/             its history: the record of one, base copies of its cluster
 * renames/NAME.json                                   the instance of that name is getting another
 * projects/ID.json                                     a project: which databases are in it, their instances say
 * snapshots/NAME/SNAPSHOT/snapshot.json  data/         a snapshot of it: its record, its cluster
 * extensions/MAJOR/                                    what was added to PostgreSQL of that version
 * extensions.lock                                      held while that changes
 * server-files                                         names where PostgreSQL's files are, if not here
 * postgres/  templates/  spares/  copies/  trash/      binaries, initialised clusters to copy, copies, what is being
 *                                                      copied, what is being deleted
 * </pre>
 */
public final class JprismaHome {
    private final Path root;

    private JprismaHome(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** A home at this place, which need not exist. */
    public static JprismaHome at(Path root) {
        return new JprismaHome(root);
    }

    /** {@code JPRISMA_HOME}, else {@code .jprisma} in {@code HOME}, else in the folder the system gives the user. */
    public static JprismaHome fromEnvironment() {
        String chosen = System.getenv("JPRISMA_HOME");
        if (chosen != null && !chosen.isBlank()) {
            return at(Path.of(chosen));
        }
        // Java's user.home comes from the account and not from HOME, which is what a shell's user means.
        String home = System.getenv("HOME");
        return at(Path.of(home != null && !home.isBlank() ? home : System.getProperty("user.home"), ".jprisma"));
    }

    public Path root() {
        return root;
    }

    public Path daemonLock() {
        return root.resolve("daemon.lock");
    }

    public Path launchLock() {
        return root.resolve("launch.lock");
    }

    public Path daemonLog() {
        return root.resolve("daemon.log");
    }

    public Path daemonSocket() {
        return root.resolve("daemon.sock");
    }

    /** The secret of the home's HTTP port. */
    public Path controlToken() {
        return root.resolve("control-token");
    }

    /** What was run in the console; it can have secrets in it. */
    public Path sqlHistory() {
        return root.resolve("sql-history.ndjson");
    }

    Path consoleRecord() {
        return root.resolve("console.json");
    }

    Path daemonRecord() {
        return root.resolve("daemon.json");
    }

    public Path instances() {
        return root.resolve("instances");
    }

    public Path instanceDirectory(InstanceName name) {
        return instances().resolve(name.value());
    }

    Path renames() {
        return root.resolve("renames");
    }

    Path projects() {
        return root.resolve("projects");
    }

    public Path snapshots() {
        return root.resolve("snapshots");
    }

    /** Where Postgres of this instance logs. */
    public Path postgresLog(InstanceName name) {
        return instanceDirectory(name).resolve("postgres.log");
    }

    /**
     * Makes the home if it is not there.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if it cannot be made or written, or is not ours alone
     */
    public void create() {
        try {
            HomeAccess.requirePlaceOf(this);
            if (!Files.isDirectory(instances())) {
                createPrivateDirectories(instances());
                DiskSync.folder(root);
            }
            HomeAccess.requireOurs(this);
        } catch (IOException e) {
            throw unusable("cannot be made (" + reason(e) + ")", e);
        }
        if (!Files.isWritable(root)) {
            throw unusable("cannot be written", null);
        }
    }

    /**
     * Does nothing if there is no home yet.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if it belongs to somebody else or others may write it
     */
    public void requireOurs() {
        if (Files.exists(root)) {
            if (!Files.isDirectory(root)) {
                throw unusable("is no folder", null);
            }
            try {
                HomeAccess.requirePlaceOf(this);
                HomeAccess.requireOurs(this);
            } catch (IOException e) {
                throw unusable("cannot be read (" + reason(e) + ")", e);
            }
        }
    }

    private JprismaException unusable(String why, IOException cause) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                "The home " + root + " " + why + ": name another folder in JPRISMA_HOME",
                cause);
    }

    /** Makes a directory, and what is missing above it, readable by its owner only. */
    public static Path createPrivateDirectories(Path directory) throws IOException {
        return OperatingSystem.here() == OperatingSystem.WINDOWS
                ? OwnerOnlyAccess.createDirectories(directory)
                : Files.createDirectories(directory, ownerOnly("rwx------"));
    }

    /** Makes one directory, which is not there yet, readable by its owner only. */
    public static Path createPrivateDirectory(Path directory) throws IOException {
        return OperatingSystem.here() == OperatingSystem.WINDOWS
                ? OwnerOnlyAccess.createDirectory(directory)
                : Files.createDirectory(directory, ownerOnly("rwx------"));
    }

    /** These permissions where the file system has them, else none. */
    public static FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** What an exception of the file system says, in words. */
    public static String reason(IOException e) {
        if (e instanceof FileSystemException failure) {
            String what = failure.getReason() != null ? failure.getReason() : kindOf(failure);
            return failure.getFile() == null ? what : what + ": " + failure.getFile();
        }
        return e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
    }

    private static String kindOf(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        } else if (failure instanceof AccessDeniedException) {
            return "permission denied";
        } else if (failure instanceof NotDirectoryException) {
            return "not a folder";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "it is there already";
        } else if (failure instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        return failure.getClass().getSimpleName();
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
