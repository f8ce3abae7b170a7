package dev.jprisma.client;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.control.ControlConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An open connection to a home's daemon, and which process that is. */
record DaemonConnection(long pid, ControlConnection connection) {
    /** The operating system keeps those that connect waiting when many wait already for a daemon that hangs. */
    private static final Duration LIMIT = DaemonClient.SILENCE_LIMIT;

    /**
     * Connects to the daemon of a home if there is one.
     *
     * @throws DaemonHangsException if there is, and nobody can connect to it
     */
    static Optional<DaemonConnection> to(JprismaHome home) {
        return DaemonRecord.readAlive(home).flatMap(daemon -> to(home, daemon));
    }

    private static Optional<DaemonConnection> to(JprismaHome home, DaemonRecord daemon) {
        long pid = daemon.process().pid();
        try {
            return ControlConnection.open(daemon.socketPath(home), LIMIT)
                    .map(connection -> new DaemonConnection(pid, connection))
                    .or(() -> {
                        throw new DaemonHangsException(pid, LIMIT);
                    });
        } catch (IOException e) {
            // It is alive and does not listen: it is ending.
            return Optional.empty();
        }
    }
}
