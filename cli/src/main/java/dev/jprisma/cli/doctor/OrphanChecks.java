package dev.jprisma.cli.doctor;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Registry;
import dev.jprisma.state.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is of this home and belongs to no instance: folders, and servers that nobody looks after. */
final class OrphanChecks {
    private static final String CHECK = "orphans";

    private final JprismaHome home;
    private final Registry registry;
    private final List<Finding> findings = new ArrayList<>();

    OrphanChecks(JprismaHome home) {
        this.home = home;
        this.registry = new Registry(home);
    }

    List<Finding> look() throws IOException {
        boolean daemonAlive = DaemonRecord.readAlive(home).isPresent();
        lookAtFolders(daemonAlive);
        lookAtServers(daemonAlive);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(CHECK, "no folder and no server without an instance"));
        }
        return findings;
    }

    private void lookAtFolders(boolean daemonAlive) throws IOException {
        try (Stream<Path> folders = Files.list(home.instances())) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                if (!hasInstance(folder.getFileName().toString())) {
                    findings.add(orphan(folder, daemonAlive));
                }
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }

    private Finding orphan(Path folder, boolean daemonAlive) throws IOException {
        boolean empty;
        try (Stream<Path> files = Files.list(folder)) {
            empty = files.findAny().isEmpty();
        }
        if (!empty) {
            return Finding.warning(
                    CHECK,
                    folder + " belongs to no instance",
                    "ls -la '" + folder + "', and delete it if it is nothing");
        }
        Finding finding =
                Finding.warning(CHECK, folder + " is empty and belongs to no instance", "rmdir '" + folder + "'");
        return daemonAlive ? finding : finding.with(() -> deleteEmpty(folder));
    }

    /** Under the daemon's lock, since one that makes an instance begins with its folder. */
    private String deleteEmpty(Path folder) throws IOException {
        Optional<FileGuard> lock = FileGuard.tryAcquire(home.daemonLock());
        if (lock.isEmpty()) {
            return "left " + folder + " alone, since a daemon runs";
        }
        try {
            Files.deleteIfExists(folder);
            return "deleted " + folder;
        } finally {
            lock.get().close();
        }
    }

    private boolean hasInstance(String folder) {
        return InstanceName.isValid(folder)
                && registry.find(new InstanceName(folder)).isPresent();
    }

    /** Of each server the first process, which works in its data directory; Linux shows where that is. */
    private void lookAtServers(boolean daemonAlive) {
        List<Path> roots = roots();
        ProcessHandle.allProcesses()
                .filter(OrphanChecks::isPostgres)
                .filter(process ->
                        process.parent().filter(OrphanChecks::isPostgres).isEmpty())
                .forEach(process -> workingFolder(process)
                        .filter(folder -> roots.stream().anyMatch(folder::startsWith))
                        .filter(folder -> isOrphan(folder, roots, daemonAlive))
                        .ifPresent(folder -> findings.add(Finding.warning(
                                CHECK,
                                "process " + process.pid() + ", a server on " + folder + ", belongs to no instance",
                                "kill -INT " + process.pid()))));
    }

    private List<Path> roots() {
        List<Path> roots = new ArrayList<>();
        for (Path root : List.of(home.root(), serverFiles())) {
            try {
                roots.add(root.toRealPath());
            } catch (IOException none) {
                // Then nothing runs there.
            }
        }
        return roots;
    }

    private Path serverFiles() {
        try {
            return ServerFiles.of(home).root();
        } catch (JprismaException unknown) {
            return home.root();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private static Optional<Path> workingFolder(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")));
        } catch (IOException | UnsupportedOperationException notShown) {
            return Optional.empty();
        }
    }

    /** What a daemon makes ahead, or copies, is an orphan only when no daemon is there. */
    private boolean isOrphan(Path folder, List<Path> roots, boolean daemonAlive) {
        for (Path root : roots) {
            if (folder.startsWith(root) && root.relativize(folder).getNameCount() > 1) {
                Path inside = root.relativize(folder);
                return inside.startsWith("instances")
                        ? !hasInstance(inside.getName(1).toString())
                        : !daemonAlive;
            }
        }
        return !daemonAlive;
    }
}
