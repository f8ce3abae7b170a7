package dev.jprisma.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * An exclusive lock on a file, held by the operating system for this process until it is closed or the process ends.
 *
 * <p>The file is never deleted: a second process could lock a new one of the same name. And a process must hold a guard
 * of a file once at a time: closing any channel of a locked file drops the lock.
 */
public final class FileGuard implements AutoCloseable {
    private final FileChannel channel;

    private FileGuard(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock if it is free; empty if another process, or this one, holds it. */
    public static Optional<FileGuard> tryAcquire(Path file) {
        return lock(file, false);
    }

    /** Waits for the lock. */
    public static FileGuard acquire(Path file) {
        return lock(file, true).orElseThrow(() -> new IllegalStateException(file + " is locked by this process"));
    }

    private static Optional<FileGuard> lock(Path file, boolean wait) {
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    JprismaHome.ownerOnly("rw-------"));
            try {
                FileLock lock = wait ? channel.lock() : channel.tryLock();
                if (lock != null) {
                    return Optional.of(new FileGuard(channel));
                }
            } catch (OverlappingFileLockException heldHere) {
                // Closing this channel would drop the lock that is held here: let it be collected instead.
                return Optional.empty();
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot lock " + file + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, "Cannot unlock (" + JprismaHome.reason(e) + ")", e);
        }
    }
}
