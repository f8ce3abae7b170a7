package dev.jprisma.postgres;

import dev.jprisma.state.LogRotation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server's log: appended to over its starts, put aside once when it has grown large. */
final class LogFile {
    private static final long ROTATE_AT_BYTES = 16L << 20;
    private static final int TAIL_BYTES = 4096;

    private final Path path;
    private final long startedAt;

    private LogFile(Path path, long startedAt) {
        this.path = path;
        this.startedAt = startedAt;
    }

    /** Makes it ready for a start. The one before, if large, becomes {@code NAME.1}. */
    static LogFile forStart(Path path) throws IOException {
        LogRotation.putAside(path, ROTATE_AT_BYTES);
        return new LogFile(path, Files.exists(path) ? Files.size(path) : 0);
    }

    Path path() {
        return path;
    }

    /** What was written since the start: its last lines. */
    String tail() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            // It is emptied when it grows large, and then begins anew.
            long start = startedAt > file.length() ? 0 : startedAt;
            long from = Math.max(start, file.length() - TAIL_BYTES);
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }
}
