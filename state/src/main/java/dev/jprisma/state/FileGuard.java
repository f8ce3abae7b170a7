package dev.jprisma.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An exclusive lock on a file, held by the operating system for this process until it is closed or the process ends.
 *
 * <p>The file is never deleted: a second process could lock a new one of the same name. And while this process holds a
 * guard it opens no second channel on the file: closing any channel of a locked file, were it by the garbage collector,
 * drops the lock. Safe for threads.
 */
public final class FileGuard implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private FileGuard(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** Takes the lock if it is free; empty if another process, or this one, holds it. */
    public static Optional<FileGuard> tryAcquire(Path file) {
        return lock(file, false);
    }

    /**
     * Waits until no other process holds the lock.
     *
     * @throws IllegalStateException if this process holds it
     */
    public static FileGuard acquire(Path file) {
        return lock(file, true).orElseThrow(() -> new IllegalStateException(file + " is locked by this process"));
    }

    private static Optional<FileGuard> lock(Path file, boolean wait) {
        try {
            Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
            if (!HELD_HERE.add(key)) {
                return Optional.empty();
            }
            Optional<FileGuard> guard = Optional.empty();
            try {
                guard = lockHere(key, wait);
            } finally {
                if (guard.isEmpty()) {
                    HELD_HERE.remove(key);
                }
            }
            return guard;
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot lock " + file + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static Optional<FileGuard> lockHere(Path key, boolean wait) throws IOException {
        FileChannel channel = FileChannel.open(
                key, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), JprismaHome.ownerOnly("rw-------"));
        boolean locked = false;
        try {
            locked = (wait ? channel.lock() : channel.tryLock()) != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(new FileGuard(key, channel)) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, "Cannot unlock (" + JprismaHome.reason(e) + ")", e);
        } finally {
            HELD_HERE.remove(key);
        }
    }
}
