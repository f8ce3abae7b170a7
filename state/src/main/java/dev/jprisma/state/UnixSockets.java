package dev.jprisma.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the system allows of Unix domain sockets. Safe for threads. */
public final class UnixSockets {
    /** In bytes: macOS allows 103, Linux 107. */
    private static final int LONGEST_PATH = 103;

    private UnixSockets() {}

    /** Whether a socket can have this path. */
    public static boolean canBeAt(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    }
}
