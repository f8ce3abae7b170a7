package dev.jprisma.cli.doctor;

import dev.jprisma.state.ByteSize;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.Version;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The home as a folder, and its daemon. */
final class HomeChecks {
    private static final long NO_SPACE = 200L << 20;
    private static final long LITTLE_SPACE = 1L << 30;
    /** On which locks, and files that are renamed while they are read, are not what they are on a disk. */
    private static final Set<String> OF_NETWORKS = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "afpfs",
            "webdav",
            "9p",
            "vboxsf",
            "prl_fs",
            "fuse.sshfs",
            "virtiofs");

    private static final Set<String> SHARING_BLOCKS = Set.of("xfs", "btrfs", "apfs", "bcachefs", "ocfs2");

    private final JprismaHome home;
    private final List<Finding> findings = new ArrayList<>();

    HomeChecks(JprismaHome home) {
        this.home = home;
    }

    List<Finding> look() throws IOException {
        if (!Files.exists(home.root())) {
            findings.add(Finding.ok("home", home + " is not there yet; the first instance makes it"));
            lookAtDisk("space", nearestFolder());
            return findings;
        }
        if (lookAtFolder()) {
            lookAtAccess();
            lookAtDisk("space", home.root());
            lookAtServerFiles();
            lookAtDaemon();
        }
        return findings;
    }

    private Path nearestFolder() {
        Path folder = home.root();
        while (folder.getParent() != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** @return whether there is more to be looked at */
    private boolean lookAtFolder() {
        try {
            home.requireOurs();
        } catch (JprismaException e) {
            // It says what to type.
            Finding finding = Finding.failure("home", e.getMessage(), null);
            findings.add(isOurs() ? finding.with(this::makeOursAlone) : finding);
            return Files.isDirectory(home.root());
        }
        if (!Files.isWritable(home.root())) {
            findings.add(Finding.failure(
                    "home",
                    home + " cannot be written: it is read-only, or on a file system that is",
                    "chmod u+rwx '" + home + "'"));
            return true;
        }
        findings.add(Finding.ok("home", home.toString()));
        return true;
    }

    private boolean isOurs() {
        try {
            return Files.isDirectory(home.root())
                    && FileOwnership.isOurs(home.root().toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private void lookAtAccess() throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(home.root());
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.GROUP_READ)) {
            findings.add(Finding.warning(
                            "access",
                            "others can look into " + home + " (" + PosixFilePermissions.toString(permissions) + ")",
                            "chmod go-rwx '" + home + "'")
                    .with(this::makeOursAlone));
        }
    }

    private String makeOursAlone() throws IOException {
        for (Path folder : List.of(home.root().toRealPath(), home.instances())) {
            if (Files.isDirectory(folder)) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
                permissions.removeIf(permission -> !permission.name().startsWith("OWNER_"));
                Files.setPosixFilePermissions(folder, permissions);
            }
        }
        home.requireOurs();
        return "made " + home + " yours alone";
    }

    private void lookAtDisk(String check, Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        String type = store.type().toLowerCase(Locale.ROOT);
        long free = store.getUsableSpace();
        String message = ByteSize.text(free) + " free for " + folder;
        String next = "df -h '" + folder + "'";
        if (free < NO_SPACE) {
            findings.add(Finding.failure(check, message + ": too little for another instance", next));
        } else if (free < LITTLE_SPACE) {
            findings.add(Finding.warning(check, message, next));
        } else {
            findings.add(Finding.ok(check, message));
        }
        String system = type + (isCaseSensitive(folder) ? "" : ", which does not tell capital letters from small ones");
        findings.add(
                OF_NETWORKS.contains(type)
                        ? Finding.warning(
                                "file system",
                                system + ": a disk of the network or of another system, on which locks may not hold",
                                "export JPRISMA_HOME=/a/folder/on/a/disk/of/this/machine")
                        : Finding.ok(
                                "file system",
                                system
                                        + (SHARING_BLOCKS.contains(type)
                                                ? "; snapshots share blocks"
                                                : "; snapshots take as much room as the data")));
    }

    private static boolean isCaseSensitive(Path folder) {
        Path name = folder.getFileName();
        if (name == null) {
            return true;
        }
        String upper = name.toString().toUpperCase(Locale.ROOT);
        Path other = folder.resolveSibling(upper.equals(name.toString()) ? upper.toLowerCase(Locale.ROOT) : upper);
        try {
            return other.equals(folder) || !Files.exists(other) || !Files.isSameFile(folder, other);
        } catch (IOException e) {
            return true;
        }
    }

    private void lookAtServerFiles() throws IOException {
        ServerFiles files = ServerFiles.of(home);
        if (!files.areOutside()) {
            return;
        }
        if (Files.isDirectory(files.root())) {
            findings.add(Finding.ok("server files", files.root() + ", since PostgreSQL is run by another user"));
            if (!Files.getFileStore(files.root()).equals(Files.getFileStore(home.root()))) {
                lookAtDisk("space", files.root());
            }
        } else {
            findings.add(Finding.failure(
                    "server files", files.root() + ", where the data of all instances is, is not there", null));
        }
    }

    private void lookAtDaemon() {
        Optional<DaemonRecord> daemon = DaemonRecord.readAlive(home);
        if (daemon.isEmpty()) {
            findings.add(Finding.ok("daemon", "none runs; the next command that needs one starts it"));
            return;
        }
        DaemonRecord record = daemon.get();
        String who = "process " + record.process().pid() + ", version " + record.version();
        if (!Files.exists(record.socketPath(home))) {
            findings.add(Finding.failure(
                    "daemon",
                    who + ", cannot be reached: its socket " + record.socketPath(home) + " is gone",
                    "kill " + record.process().pid()));
        } else if (!record.version().equals(Version.current())) {
            findings.add(Finding.warning("daemon", who + ", and this is " + Version.current(), "jprisma daemon stop"));
        } else {
            findings.add(Finding.ok("daemon", who));
        }
    }
}
