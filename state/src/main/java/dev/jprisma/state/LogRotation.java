package dev.jprisma.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Rotates a log that is appended to: it is put aside as {@code NAME.1}, of which there is one, when it has grown large.
 */
public final class LogRotation {
    private LogRotation() {}

    /** Renames it if it has more bytes than that. Nobody may write to it. */
    public static void putAside(Path log, long bytes) throws IOException {
        if (isLarger(log, bytes)) {
            Files.move(log, aside(log), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Copies it if it has more bytes than that, and empties it; also if it cannot be copied. Whoever writes to it must
     * have opened it for appending, and loses what is written between the two.
     */
    public static void copyTruncate(Path log, long bytes) throws IOException {
        if (!isLarger(log, bytes)) {
            return;
        }
        try {
            Files.copy(log, aside(log), StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
        } finally {
            try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                file.truncate(0);
            }
        }
    }

    private static boolean isLarger(Path log, long bytes) throws IOException {
        return Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) && Files.size(log) > bytes;
    }

    private static Path aside(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }
}
