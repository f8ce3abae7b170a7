package dev.jprisma.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A file of one line and a check of it, by which one that was cut or changed is told from a whole one.
 *
 * <p>For files whose writer renames them, or their folder, into place. Safe for threads.
 */
public final class CheckedLine {
    /** Two line feeds and 12 digits. */
    private static final int FORMER_CHECK = 14;

    private CheckedLine() {}

    /** What such a file holds. */
    public static String content(String line) {
        // Not a digest, whose provider takes a command 10 ms to load.
        CRC32 check = new CRC32();
        check.update(line.getBytes(StandardCharsets.UTF_8));
        return line + "\n" + Long.toHexString(check.getValue()) + "\n";
    }

    /** What versions before this wrote, whose check was longer. */
    private static String formerContent(String line) {
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
        int end = content.indexOf('\n');
        String line = end < 0 ? content : content.substring(0, end);
        boolean whole = content.equals(content(line))
                || content.length() - line.length() == FORMER_CHECK && content.equals(formerContent(line));
        return whole ? Optional.of(line) : Optional.empty();
    }
}
