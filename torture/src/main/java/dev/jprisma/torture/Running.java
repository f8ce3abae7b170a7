package dev.jprisma.torture;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that has been started. */
final class Running {
    private static final int INTERRUPTED = 130;

    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(5);

    private final List<String> words;
    private final Process process;
    private final long startNanos = System.nanoTime();
    private final Collected out;
    private final Collected err;
    private volatile boolean killed;
    private volatile boolean interrupted;

    /** @param words what the user typed, for messages */
    Running(List<String> words, List<String> commandLine, Map<String, String> environment, Path folder) {
        this.words = words;
        ProcessBuilder builder =
                new ProcessBuilder(commandLine).directory(folder.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = new Collected(process.getInputStream());
        err = new Collected(process.getErrorStream());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        killed |= process.isAlive();
        process.destroyForcibly();
    }

    /** Ctrl-C. */
    void interrupt() {
        interrupted = true;
        Signals.send("INT", pid());
    }

    /** Whether Ctrl-C has ended it, which needs no words where it has done nothing yet. */
    boolean endedByInterrupt() {
        return interrupted && !process.isAlive() && process.exitValue() == INTERRUPTED;
    }

    String outSoFar() {
        return out.text();
    }

    /**
     * Waits for its end.
     *
     * @throws Violation if it has not ended within the limit
     */
    Outcome await(Duration limit) throws InterruptedException {
        Duration left = limit.minusNanos(System.nanoTime() - startNanos);
        if (!process.waitFor(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new Violation("`jprisma " + String.join(" ", words) + "` has not ended after " + limit.toSeconds()
                    + " s; it said: " + out.text() + err.text());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        out.awaitEnd();
        err.awaitEnd();
        return new Outcome(words, process.exitValue(), out.text(), err.text(), took, killed);
    }

    private static final class Collected extends Thread {
        private final InputStream stream;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Collected(InputStream stream) {
            super("output");
            this.stream = stream;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try (stream) {
                stream.transferTo(bytes);
            } catch (IOException closed) {
                bytes.writeBytes("(its output broke)".getBytes(StandardCharsets.UTF_8));
            }
        }

        /** A child of a killed command may hold it open for longer: what has come until then is what counts. */
        void awaitEnd() throws InterruptedException {
            join(OUTPUT_LIMIT.toMillis());
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
