package dev.jprisma.state;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file of the home or of the system, whatever has become of it: reading it neither waits nor fills the memory.
 */
final class HomeFile {
    /** Far above any of ours. */
    private static final int LONGEST = 1 << 20;

    private HomeFile() {}

    /**
     * Its text, at most 1 MiB; what is no UTF-8 becomes U+FFFD.
     *
     * @throws java.nio.file.NoSuchFileException if there is none, or a link that leads nowhere
     * @throws IOException if it is no file, or cannot be read
     */
    static String read(Path file) throws IOException {
        // Not a pipe or a device, which could make us wait for ever.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no file");
        }
        try (InputStream in = open(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(Path file) throws IOException {
        try {
            // Of the JVM's own start, where a channel's thirty classes are not.
            return new FileInputStream(file.toFile());
        } catch (FileNotFoundException anything) {
            // This one says what is wrong.
            return Files.newInputStream(file);
        }
    }

    /** That such a file could not be read and why, as what is said of it. */
    static String cannotBeRead(IOException e) {
        return "cannot be read (" + JprismaHome.reason(e) + ")";
    }
}
