package dev.jprisma.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the system allows of Unix domain sockets. Safe for threads. */
public final class UnixSockets {
    /** In bytes: macOS allows 103, Linux 107. */
    private static final int LONGEST_PATH = 103;

    private static final String PROVIDER = "java.nio.channels.spi.SelectorProvider";
    private static final String PROVIDER_OF_LINUX = "sun.nio.ch.EPollSelectorProvider";

    private UnixSockets() {}

    /**
     * Names the JDK's own provider of channels to it, so that it does not look for another one in every jar of the
     * class path. Called before the first channel is opened; where another one is named, or the JDK's is not known, it
     * is looked for.
     */
    public static void nameProvider() {
        if (OperatingSystem.here() == OperatingSystem.LINUX && System.getProperty(PROVIDER) == null) {
            try {
                Class.forName(PROVIDER_OF_LINUX);
                System.setProperty(PROVIDER, PROVIDER_OF_LINUX);
            } catch (ClassNotFoundException anotherName) {
                return;
            }
        }
    }

    /** Whether a socket can have this path. */
    public static boolean canBeAt(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    }
}
