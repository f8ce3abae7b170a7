package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of one line and a check of it, by which one that was cut or changed is told from a whole one.
 *
 * <p>For files whose writer renames them, or their folder, into place. Safe for threads.
 */
public final class CheckedLine {
    private CheckedLine() {}

    /** What such a file holds. */
    public static String content(String line) {
        return line + "\n" + ShortHash.of(line) + "\n";
    }

    /**
     * Its line; empty if what is there is not whole or no file, or nothing is there.
     *
     * @throws IOException if it cannot be read
     */
    public static Optional<String> read(Path file) throws IOException {
        return Files.isRegularFile(file) ? in(HomeFile.read(file)) : Optional.empty();
    }

    static Optional<String> in(String content) {
        return content.lines().findFirst().filter(line -> content.equals(content(line)));
    }
}
