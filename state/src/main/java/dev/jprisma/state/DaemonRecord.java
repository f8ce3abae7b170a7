package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

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
    public DaemonRecord {
        requireNonNull(process, "process");
        requireNonNull(socket, "socket");
    }

    /** The daemon recorded in this home, alive or not. */
    public static Optional<DaemonRecord> read(JprismaHome home) {
        try {
            return Optional.of(Json.parse(Files.readString(home.daemonRecord())).to(DaemonRecord.class));
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
