package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
     * Its line; empty if what is there is not whole, or nothing is.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static Optional<String> read(Path file) throws IOException {
        try {
            return in(HomeFile.read(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    static Optional<String> in(String content) {
        return content.lines().findFirst().filter(line -> content.equals(content(line)));
    }
}
