package dev.jprisma.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A small file in a folder that another user may write, such as one of a cluster under root: that user can put a link,
 * a pipe or a huge file in its place at any moment, and gets root to follow, wait or fill its memory with none of them.
 */
public final class UntrustedFile {
    private static final int MOST_BYTES = 8192;

    private UntrustedFile() {}

    /**
     * Its beginning, at most 8 KiB.
     *
     * @throws IOException if it is not there, is no file, or cannot be read
     */
    public static String read(Path file) throws IOException {
        return new String(read(file, MOST_BYTES), StandardCharsets.ISO_8859_1);
    }

    /**
     * All of it.
     *
     * @throws IOException the same, and if it has more than {@code most} bytes
     */
    public static byte[] readWhole(Path file, int most) throws IOException {
        byte[] bytes = read(file, most + 1);
        if (bytes.length > most) {
            throw new FileSystemException(file.toString(), null, "it has more than " + most + " bytes");
        }
        return bytes;
    }

    private static byte[] read(Path file, int most) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "it is no file");
        }
        try (SeekableByteChannel channel = open(file)) {
            // A pipe has no size, so nothing is read of it.
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), most));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // On to the next part.
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /**
     * Root opens it for writing too, which is not done: that is how to open a pipe without waiting for its other end.
     */
    private static SeekableByteChannel open(Path file) throws IOException {
        Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        if (FileOwnership.areRoot()) {
            options.add(StandardOpenOption.WRITE);
        }
        return Files.newByteChannel(file, options);
    }
}
