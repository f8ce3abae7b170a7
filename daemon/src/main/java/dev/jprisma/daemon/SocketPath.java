package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.UnixSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the control socket is: in the home, or, where that path is longer than the system allows for a socket, in a
 * private folder for temporary files.
 */
final class SocketPath {
    private SocketPath() {}

    /** Removes what a killed daemon left there. */
    static Path prepare(JprismaHome home) {
        try {
            Path inHome = home.daemonSocket();
            if (UnixSockets.canBeAt(inHome)) {
                Files.deleteIfExists(inHome);
                return inHome;
            }
            // The folder is new, private, and its name cannot be guessed: nobody else can have put anything there.
            Path folder = Files.createTempDirectory("jprisma-");
            folder.toFile().deleteOnExit();
            return folder.resolve("daemon.sock");
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "No place for the daemon's socket (" + JprismaHome.reason(e) + ")", e);
        }
    }
}
