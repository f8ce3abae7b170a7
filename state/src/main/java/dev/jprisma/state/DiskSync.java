package dev.jprisma.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Has files and folders written to the disk, where else the operating system does it when it likes: what was synced
 * outlives a loss of power. A name, be it new, changed or gone, is on the disk when its folder is. Safe for threads.
 */
public final class DiskSync {
    /** A disk writes many files in little more time than one, if they are asked for at once. */
    private static final int THREADS = 8;

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** Of the thread that does a {@linkplain #meanwhile task}. */
    private static final ThreadLocal<SyncsMeanwhile> MEANWHILE = new ThreadLocal<>();

    private DiskSync() {}

    /**
     * Does a task while other threads write the names that it asks for to the disk: when this returns they are there,
     * as if the task had waited for each.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if one of them could not be written; the task is done
     *     then
     */
    public static void meanwhile(Executor threads, Runnable task) {
        SyncsMeanwhile syncs = new SyncsMeanwhile(threads);
        MEANWHILE.set(syncs);
        try {
            task.run();
        } finally {
            MEANWHILE.remove();
        }
        syncs.await();
    }

    /** What is in a file. */
    public static void file(Path file) throws IOException {
        force(file);
    }

    /** The names in a folder, not what they name. */
    public static void folder(Path folder) throws IOException {
        SyncsMeanwhile others = MEANWHILE.get();
        if (others != null) {
            others.begin(() -> folderNow(folder));
        } else {
            folderNow(folder);
        }
    }

    private static void folderNow(Path folder) throws IOException {
        // Windows opens no folder, and keeps names in a journal of its own.
        if (POSIX) {
            try {
                force(folder);
            } catch (IOException e) {
                // Some network file systems sync no folders: they have nothing to sync.
                if (!"Invalid argument".equals(e.getMessage())) {
                    throw e;
                }
            }
        }
    }

    /**
     * A folder with all that is in it; links as they are. Nobody may change it meanwhile.
     *
     * @throws IOException the first failure; the others are suppressed in it
     */
    public static void tree(Path root) throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.walk(root)) {
            entries = found.toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Path entry : entries) {
                running.add(threads.submit(() -> {
                    entry(entry);
                    return null;
                }));
            }
            await(running);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void entry(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            folder(entry);
        } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            file(entry);
        }
    }

    private static void await(List<Future<?>> running) throws IOException {
        IOException first = null;
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                if (first == null) {
                    first = new IOException(
                            "not written to the disk: " + e.getCause().getMessage(), e.getCause());
                } else {
                    first.addSuppressed(e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, POSIX ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
