package dev.jprisma.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/**
 * Replaces a small file so that a reader, or a machine that lost power, sees the old content or the new one; the new
 * one once {@link #write} has returned. A write that failed leaves nothing.
 */
public final class AtomicFile {
    private static final String UNFINISHED = ".new";

    /** Windows replaces no file while somebody reads it, be it a virus scanner. */
    private static final Duration WHILE_READ = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private AtomicFile() {}

    /** Whether this is what is left of a write that a kill ended. */
    static boolean isUnfinished(Path file) {
        return file.getFileName().toString().endsWith(UNFINISHED);
    }

    /** @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if that cannot be done; then the old one stands */
    public static void write(Path file, String content) {
        Path next = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            try {
                writeNew(next, content);
                replace(file, next);
            } catch (IOException e) {
                deleteAfter(e, next);
                throw e;
            }
            DiskSync.folder(file.getParent());
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot write " + file + " (" + JprismaHome.reason(e)
                            + "): is the disk full, or the folder not yours?",
                    e);
        }
    }

    /**
     * Deletes a file for good, if it is there.
     *
     * @return whether it was
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if it stays
     */
    public static boolean delete(Path file) {
        try {
            boolean was = Files.deleteIfExists(file);
            if (was) {
                DiskSync.folder(file.getParent());
            }
            return was;
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot delete " + file + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static void writeNew(Path next, String content) throws IOException {
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                JprismaHome.ownerOnly("rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void replace(Path file, Path next) throws IOException {
        Deadline deadline = Deadline.in(WHILE_READ);
        while (true) {
            try {
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (AccessDeniedException e) {
                if (OperatingSystem.here() != OperatingSystem.WINDOWS || deadline.hasPassed()) {
                    throw e;
                }
                Deadline.pause(LOOK_AGAIN);
            }
        }
    }

    private static void deleteAfter(IOException failure, Path next) {
        try {
            Files.deleteIfExists(next);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
