package dev.jprisma.insights;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Makes lines of blocks of a file. Of one thread. */
final class LineSplitter {
    private final Consumer<String> lines;
    private byte[] unfinished = new byte[0];

    /** @param lines is told of each, without its end */
    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(byte[] bytes, int length) {
        // One char a byte: a search for the line's end is then the machine's own.
        String block = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int start = 0;
        for (int end = block.indexOf('\n'); end >= 0; end = block.indexOf('\n', start)) {
            byte[] line = joined(bytes, start, end);
            unfinished = new byte[0];
            lines.accept(new String(line, StandardCharsets.UTF_8));
            start = end + 1;
        }
        unfinished = joined(bytes, start, length);
    }

    private byte[] joined(byte[] bytes, int start, int end) {
        byte[] line = Arrays.copyOf(unfinished, unfinished.length + end - start);
        System.arraycopy(bytes, start, line, unfinished.length, end - start);
        return line;
    }

    /** Of the last line what is there; empty if it has ended. */
    String unfinished() {
        return new String(unfinished, StandardCharsets.UTF_8);
    }
}
