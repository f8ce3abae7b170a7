package dev.jprisma.insights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The log of a server that records: read as it grows, and cleaned of what was recorded, which may have passwords in it.
 * Of one thread.
 */
final class StatementLog {
    private static final int BLOCK = 1 << 16;
    /** What is behind by more is skipped: who reads must not fall behind for ever. */
    private static final long MOST_BEHIND = 1L << 20;
    /** Long before the log is put aside as a whole, since it is large. */
    private static final long CLEAN_AT = 2L << 20;

    private final Path file;
    private final Consumer<LoggedStatement> statements;
    private LogLines lines;
    private long position;
    private LineSplitter splitter;
    private long readSinceCleaned;

    /** @param statements is told of each execution that is written down from now on */
    StatementLog(Path file, Consumer<LoggedStatement> statements) throws IOException {
        this.file = file;
        this.statements = statements;
        restartAt(size());
    }

    /** Reads what was added since; returns how many bytes of it were skipped. */
    long readNew() throws IOException {
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = log.size();
            if (size < position) {
                // Emptied meanwhile, since it was large.
                restartAt(0);
            }
            long skipped = size - position > MOST_BEHIND ? size - BLOCK - position : 0;
            if (skipped > 0) {
                restartAt(size - BLOCK);
                skipLine(log);
                readSinceCleaned += skipped;
            }
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            while (position < size) {
                block.clear().limit((int) Math.min(BLOCK, size - position));
                int read = log.read(block, position);
                if (read <= 0) {
                    break;
                }
                position += read;
                readSinceCleaned += read;
                splitter.add(block.array(), read);
            }
            if (splitter.unfinished().isEmpty()) {
                lines.flush();
            }
            return skipped;
        } catch (NoSuchFileException notYet) {
            restartAt(0);
            return 0;
        }
    }

    private void restartAt(long start) {
        position = start;
        lines = new LogLines(statements, line -> {});
        splitter = new LineSplitter(lines::add);
    }

    private void skipLine(FileChannel log) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(BLOCK);
        int read = log.read(one, position);
        for (int i = 0; i < read; i++) {
            if (one.get(i) == '\n') {
                position += i + 1;
                return;
            }
        }
    }

    boolean isWorthCleaning() {
        return readSinceCleaned > CLEAN_AT;
    }

    /** Cleans the file, and goes on reading behind what is left. */
    void clean() throws IOException {
        clean(file);
        restartAt(size());
        readSinceCleaned = 0;
    }

    /**
     * Takes out of a log what was recorded in it; the rest stays. Servers append to it meanwhile: what is written in
     * the moment between the last look and the cut is lost, as when a log is emptied since it is large.
     */
    static void clean(Path file) throws IOException {
        try (FileChannel log =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            StringBuilder kept = new StringBuilder();
            LogLines lines =
                    new LogLines(recorded -> {}, line -> kept.append(line).append('\n'));
            LineSplitter splitter = new LineSplitter(lines::add);
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long cleaned = 0; log.read(block.clear(), cleaned) > 0; cleaned += block.position()) {
                splitter.add(block.array(), block.position());
            }
            lines.flush();
            byte[] left = kept.append(splitter.unfinished()).toString().getBytes(StandardCharsets.UTF_8);
            log.truncate(0);
            try (FileChannel end = FileChannel.open(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
                end.write(ByteBuffer.wrap(left));
            }
        } catch (NoSuchFileException none) {
            // Nothing was written.
        }
    }

    private long size() throws IOException {
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return log.size();
        } catch (NoSuchFileException notYet) {
            return 0;
        }
    }
}
