package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Who the daemon of a home is and where it listens. It is there, and true, while the daemon lives; after a kill it is
 * stale, which {@link #isAlive()} tells.
 *
 * @param socket the Unix domain socket of its control protocol, in the home or, where that path is too long for a
 *     socket, in the folder for temporary files
 */
public record DaemonRecord(ProcessIdentity process, String version, String socket, Instant startedAt) {
    /** The daemon recorded in this home, alive or not. */
    public static Optional<DaemonRecord> read(JprismaHome home) {
        try {
            JsonObject daemon = JsonObject.parse(Files.readString(home.daemonRecord()));
            ProcessIdentity process = daemon.process("process");
            return process == null
                    ? Optional.empty()
                    : Optional.of(new DaemonRecord(
                            process,
                            daemon.text("version"),
                            daemon.requiredText("socket"),
                            daemon.instant("startedAt")));
        } catch (IOException | IllegalArgumentException e) {
            // Absent or damaged: the next daemon writes it anew.
            return Optional.empty();
        }
    }

    /** The live daemon of this home. */
    public static Optional<DaemonRecord> readAlive(JprismaHome home) {
        return read(home).filter(DaemonRecord::isAlive);
    }

    public void write(JprismaHome home) {
        AtomicFile.write(home.daemonRecord(), Json.writeIndented(this));
    }

    /** Removes the record when its daemon ends. */
    public static void delete(JprismaHome home) throws IOException {
        Files.deleteIfExists(home.daemonRecord());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path socketPath() {
        return Path.of(socket);
    }
}
