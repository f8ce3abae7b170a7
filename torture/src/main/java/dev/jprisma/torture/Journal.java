package dev.jprisma.torture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Every action with its time, on stdout and in a file. Safe for threads. */
final class Journal implements AutoCloseable {
    private static final int REMEMBERED = 40;

    private final long startNanos = System.nanoTime();
    private final PrintWriter file;
    private final Deque<String> last = new ArrayDeque<>();

    Journal(Path file) throws IOException {
        this.file = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
    }

    synchronized void note(String what, Object... values) {
        String line = String.format(Locale.ROOT, "%8.2f  ", seconds()) + String.format(Locale.ROOT, what, values);
        last.addLast(line);
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
        file.println(line);
        System.out.println(line);
    }

    /** The last actions, oldest first. */
    synchronized List<String> last() {
        return List.copyOf(last);
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    @Override
    public void close() {
        file.close();
    }
}
