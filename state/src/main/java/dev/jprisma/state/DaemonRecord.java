package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Who the daemon of a home is and where it listens. It is there, and true, while the daemon lives; after a kill it is
 * stale, which {@link #isAlive()} tells, and in a copy of the home it is another home's, which reading tells.
 *
 * @param home whose daemon it is; null in records of versions before this
 * @param socket the Unix domain socket of its control protocol: its name in the home or, where that path is too long
 *     for a socket, an absolute path in the folder for temporary files
 */
public record DaemonRecord(
        ProcessIdentity process, String version, HomeIdentity home, String socket, Instant startedAt) {
    public DaemonRecord {
        requireNonNull(process, "process");
        Path unused = Path.of(requireNonNull(socket, "socket"));
    }

    /**
     * This process as the daemon of a home, from now on.
     *
     * @param socket in the home's folder or elsewhere
     */
    public static DaemonRecord ofThisProcess(JprismaHome home, String version, Path socket) {
        Path named = socket.startsWith(home.root()) ? home.root().relativize(socket) : socket;
        return new DaemonRecord(
                ProcessIdentity.current(), version, HomeIdentity.of(home), named.toString(), Instant.now());
    }

    /**
     * The daemon recorded of this home, alive or not; none if the record came here with a copy of another home. It
     * stands in a file of its own and, should the disk be too full for one or the file be damaged, in the lock that the
     * daemon holds.
     */
    public static Optional<DaemonRecord> read(JprismaHome home) {
        Optional<DaemonRecord> inFile = read(home, false);
        if (inFile.isPresent()
                && inFile.get().isAlive()
                && Files.exists(inFile.get().socketPath(home))) {
            return inFile;
        }
        Optional<DaemonRecord> inLock = read(home, true);
        return inLock.isPresent() ? inLock : inFile;
    }

    private static Optional<DaemonRecord> read(JprismaHome home, boolean inLock) {
        try {
            String json = inLock ? FileGuard.noteIn(home.daemonLock()) : HomeFile.read(home.daemonRecord());
            DaemonRecord daemon = RecordJson.parse(json).to(DaemonRecord.class);
            return daemon.isOf(home) ? Optional.of(daemon) : Optional.empty();
        } catch (IOException | IllegalArgumentException | JprismaException e) {
            // Absent or damaged: the next daemon writes it anew.
            return Optional.empty();
        }
    }

    private boolean isOf(JprismaHome folder) {
        return home != null
                ? home.equals(HomeIdentity.of(folder))
                : socketPath(folder).equals(folder.daemonSocket());
    }

    /** The live daemon of this home. */
    public static Optional<DaemonRecord> readAlive(JprismaHome home) {
        Optional<DaemonRecord> daemon = read(home);
        return daemon.isPresent() && daemon.get().isAlive() ? daemon : Optional.empty();
    }

    /**
     * Records it in this home.
     *
     * @param lock the daemon's, which has the record too
     * @return false if the disk is full and the lock alone has it
     * @throws JprismaException if neither can be written
     */
    public boolean write(JprismaHome folder, FileGuard lock) {
        boolean noted = lock.write(RecordJson.write(this));
        try {
            AtomicFile.write(folder.daemonRecord(), RecordJson.writeIndented(this));
            return true;
        } catch (JprismaException e) {
            if (!noted) {
                throw e;
            }
            return false;
        }
    }

    /** Removes the record when its daemon ends. */
    public static void delete(JprismaHome home, FileGuard lock) throws IOException {
        lock.write("");
        Files.deleteIfExists(home.daemonRecord());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where it listens, its home being at this place now. */
    public Path socketPath(JprismaHome folder) {
        return folder.root().resolve(socket);
    }
}
