package dev.jprisma.state;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Prints a log file as bytes, and what it grows by: also when it is truncated, or replaced by a new file of its name,
 * or not there yet.
 */
public final class LogReader implements AutoCloseable {
    private static final int BLOCK = 1 << 16;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Path file;
    private final PrintStream out;
    private FileChannel channel;
    private Object identity;
    private long position;

    public LogReader(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /** @param lines how many of the last ones, or null for all there is */
    public void printLast(Integer lines) throws IOException {
        if (!reopenIfReplaced()) {
            return;
        }
        position = lines == null ? 0 : startOfLast(lines);
        copyRest();
    }

    /** What it has grown by since; all of it, if it was truncated or replaced. */
    public void printNew() throws IOException {
        if (channel != null) {
            if (channel.size() < position) {
                position = 0;
            }
            copyRest();
        }
        if (reopenIfReplaced()) {
            position = 0;
            copyRest();
        }
    }

    /** Waits for a while in which it may have grown. */
    public void awaitMore() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while following " + file, e);
        }
    }

    private boolean reopenIfReplaced() throws IOException {
        try {
            Object current = identity(Files.readAttributes(file, BasicFileAttributes.class));
            if (channel != null && Objects.equals(current, identity)) {
                return false;
            }
            FileChannel opened = FileChannel.open(file);
            close();
            channel = opened;
            identity = current;
            return true;
        } catch (NoSuchFileException e) {
            // Between two files of that name, or before the first.
            return false;
        }
    }

    private static Object identity(BasicFileAttributes attributes) {
        return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    }

    /** Backwards from the end, so that a long log costs what is printed of it. */
    private long startOfLast(int lines) throws IOException {
        long end = channel.size();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        int newlines = 0;
        for (long blockEnd = end; blockEnd > 0; blockEnd -= block.capacity()) {
            long blockStart = Math.max(0, blockEnd - BLOCK);
            block.clear().limit((int) (blockEnd - blockStart));
            int read = channel.read(block, blockStart);
            for (int i = read - 1; i >= 0; i--) {
                boolean last = blockStart + i == end - 1;
                if (block.get(i) == '\n' && !last && ++newlines == lines) {
                    return blockStart + i + 1;
                }
            }
        }
        return lines == 0 ? end : 0;
    }

    private void copyRest() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        int read = channel.read(block, position);
        while (read > 0) {
            out.write(block.array(), 0, read);
            position += read;
            read = channel.read(block.clear(), position);
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
