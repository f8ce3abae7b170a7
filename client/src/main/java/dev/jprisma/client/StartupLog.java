package dev.jprisma.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a daemon that did not come up has written to its log, beginning where the log ended before. */
record StartupLog(Path file, long start) {
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_LINES = 20;
    private static final Pattern ERROR = Pattern.compile("\\S+ ERROR (.+)");

    static StartupLog from(Path file) {
        try {
            return new StartupLog(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            return new StartupLog(file, 0);
        }
    }

    boolean isEmpty() {
        return lines().isEmpty();
    }

    /**
     * Why the daemon did not come up, for an error message: what it says of it, or else the last lines. With the path
     * of the whole.
     */
    String ending() {
        List<String> lines = lines();
        if (lines.isEmpty()) {
            return "It wrote nothing to its log, " + file;
        }
        Matcher last = ERROR.matcher(lines.get(lines.size() - 1));
        if (last.matches()) {
            return last.group(1) + "\nIts log: " + file;
        }
        int first = Math.max(0, lines.size() - MOST_LINES);
        return "The end of its log:\n  " + String.join("\n  ", lines.subList(first, lines.size())) + "\nThe whole: "
                + file;
    }

    private List<String> lines() {
        try (FileChannel log = FileChannel.open(file)) {
            long from = Math.max(start, log.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, log.size() - from));
            log.read(bytes, from);
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return List.of("(it cannot be read: " + e.getMessage() + ")");
        }
    }
}
