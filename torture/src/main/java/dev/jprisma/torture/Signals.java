package dev.jprisma.torture;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals by name, to one process each. */
final class Signals {
    private Signals() {}

    static void send(String name, long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("not a process of ours: " + pid);
        }
        try {
            // It may have ended meanwhile, which is no failure.
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
