package dev.jprisma.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals by name, to one process each. */
final class Signals {
    private static final int INTERRUPT_BIT = 1 << 1;
    private static final Path OWN_STATUS = Path.of("/proc/self/status");

    private Signals() {}

    /** Whether SIGINT does nothing to this process and what it starts; false where the system does not say. */
    static boolean isInterruptIgnored() throws IOException {
        return Files.exists(OWN_STATUS)
                && Files.readAllLines(OWN_STATUS).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(
                                                line.substring(line.indexOf(':') + 1)
                                                        .strip(),
                                                16)
                                        & INTERRUPT_BIT)
                                != 0);
    }

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
