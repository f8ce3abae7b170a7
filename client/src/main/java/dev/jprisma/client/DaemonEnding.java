package dev.jprisma.client;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.DaemonStopped;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StopDaemon;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends a home's daemon and waits until its process is gone. */
public final class DaemonEnding {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final DaemonStopped NOTHING = new DaemonStopped(List.of(), List.of(), List.of());

    private final JprismaHome home;
    private final DaemonConnector connector;

    public DaemonEnding(JprismaHome home, DaemonConnector connector) {
        this.home = home;
        this.connector = connector;
    }

    /**
     * Ends it, by a signal if it speaks another protocol.
     *
     * @param all stop every instance first; a daemon is started for that if there is none
     * @throws JprismaException if it does not end
     */
    public DaemonStopped end(boolean all, DaemonListener listener) {
        if (all) {
            return connector.retrying(() -> ask(connector.connect(listener), true));
        }
        Optional<DaemonRecord> daemon = DaemonRecord.readAlive(home);
        try {
            return connector
                    .connectIfRunning(listener)
                    .map(client -> ask(client, false))
                    .orElse(NOTHING);
        } catch (JprismaException e) {
            if (e.kind() != ErrorKind.INTERNAL && e.kind() != ErrorKind.DAEMON_UNAVAILABLE) {
                throw e;
            }
            daemon.flatMap(record -> record.process().handle()).ifPresent(ProcessHandle::destroy);
            return NOTHING;
        } finally {
            daemon.ifPresent(record -> awaitEnd(record.process()));
        }
    }

    private DaemonStopped ask(DaemonClient client, boolean all) {
        try (client) {
            Optional<DaemonRecord> daemon = DaemonRecord.readAlive(home);
            DaemonStopped stopped = client.request(Methods.DAEMON_STOP, new StopDaemon(all), DaemonStopped.class);
            daemon.ifPresent(record -> awaitEnd(record.process()));
            return stopped;
        }
    }

    private static void awaitEnd(ProcessIdentity process) {
        if (!Deadline.in(DEADLINE).await(() -> !process.isAlive())) {
            throw new JprismaException(
                    ErrorKind.INTERNAL,
                    "The daemon, pid " + process.pid() + ", has not ended after " + DEADLINE.toSeconds()
                            + " s. End it by force, no database stops: kill -9 " + process.pid());
        }
    }
}
