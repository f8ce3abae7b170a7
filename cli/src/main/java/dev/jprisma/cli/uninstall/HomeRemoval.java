package dev.jprisma.cli.uninstall;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Deletes what is jprisma's in a home, and nothing else: a home may be a folder in which somebody keeps other things.
 * Nothing of it may run.
 */
public final class HomeRemoval {
    /** Binaries and clusters to copy, notes of who runs: the next start makes them. */
    private static final Set<String> MADE_AGAIN = Set.of(
            "postgres",
            "templates",
            "spares",
            "copies",
            "trash",
            "testing",
            "moving",
            "daemon.log",
            "daemon.sock",
            "daemon.json",
            "console.json");

    /** The user's, or what the user's data needs. */
    private static final Set<String> DATA = Set.of(
            "instances",
            "snapshots",
            "renames",
            "projects",
            "extensions",
            "control-token",
            "sql-history.ndjson",
            "server-files",
            "copied-from",
            "home");

    private static final Set<String> LOCKS =
            Set.of("daemon.lock", "launch.lock", "storage.lock", "extensions.lock", "fetch.lock");

    private static final String CONSOLE_PAGES = "console-";
    private static final String OLD_LOG = "daemon.log.";

    private static final Duration UNTIL_LOCK_IS_FREE = Duration.ofSeconds(10);

    private final JprismaHome home;

    /** @param home that may be there or not */
    public HomeRemoval(JprismaHome home) {
        this.home = home;
    }

    /**
     * Deletes what can be made again, or with {@code data} all that is jprisma's, and the folders that are empty then.
     *
     * @return what is left in the home that is not jprisma's, if {@code data}
     * @throws JprismaException if a daemon runs, or something cannot be deleted
     */
    public List<Path> remove(boolean data) {
        if (!Files.isDirectory(home.root())) {
            return List.of();
        }
        FileGuard lock = daemonLock();
        try {
            // Before the file that names them goes.
            Path files = ServerFiles.of(home).root();
            if (!files.equals(home.root())) {
                remove(files, data);
            }
            remove(home.root(), data);
            return Files.isDirectory(home.root()) ? contents(home.root()) : List.of();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Not all could be deleted (" + JprismaHome.reason(e) + ")", e);
        } finally {
            lock.close();
        }
    }

    /** The last threads of a process that has ended may hold its lock for a moment. */
    private FileGuard daemonLock() {
        AtomicReference<FileGuard> lock = new AtomicReference<>();
        Deadline.in(UNTIL_LOCK_IS_FREE).await(() -> {
            FileGuard.tryAcquire(home.daemonLock()).ifPresent(lock::set);
            return lock.get() != null;
        });
        if (lock.get() == null) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "A daemon was started in " + home + " meanwhile: type the command again");
        }
        return lock.get();
    }

    private void remove(Path folder, boolean data) throws IOException {
        for (Path file : contents(folder)) {
            if (isToGo(file.getFileName().toString(), data)) {
                FileTree.delete(file);
            }
        }
        if (data && contents(folder).isEmpty()) {
            Files.delete(folder);
        }
    }

    private static boolean isToGo(String name, boolean data) {
        return MADE_AGAIN.contains(name)
                || name.startsWith(CONSOLE_PAGES)
                || name.startsWith(OLD_LOG)
                || data && (DATA.contains(name) || LOCKS.contains(name));
    }

    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
