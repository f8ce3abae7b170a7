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

/**
 * Ends a home's daemon and waits until its process is gone: by asking, by a signal if it cannot be asked, and by force
 * if it does not end, 18 s after its answer or 5 s after the signal. No server ends with it. Safe for threads.
 */
public final class DaemonEnding {
    /** It closes its ports, and gives up what hangs after 15 s. */
    private static final Duration AFTER_ANSWER = Duration.ofSeconds(18);

    private static final Duration AFTER_SIGNAL = Duration.ofSeconds(5);
    private static final Duration AFTER_FORCE = Duration.ofSeconds(5);

    private static final DaemonStopped NOTHING = new DaemonStopped(List.of(), List.of(), List.of());

    private final JprismaHome home;
    private final DaemonConnector connector;

    /** @param connector of that home */
    public DaemonEnding(JprismaHome home, DaemonConnector connector) {
        this.home = home;
        this.connector = connector;
    }

    /**
     * Ends it.
     *
     * @param all stop every instance first; a daemon is started for that if there is none that can be asked
     * @throws JprismaException what it answered, or ({@link ErrorKind#INTERNAL}) if its process is there 5 s after
     *     force
     */
    public DaemonStopped end(boolean all, DaemonListener listener) {
        Optional<DaemonStopped> stopped = endRunning(all, listener);
        if (stopped.isEmpty() && all) {
            try (DaemonClient next = connector.connect(listener)) {
                stopped = ask(next, true, listener);
            }
        }
        return stopped.orElse(NOTHING);
    }

    /** Empty if there was none, or none that could be asked. */
    private Optional<DaemonStopped> endRunning(boolean all, DaemonListener listener) {
        Optional<ProcessIdentity> daemon = DaemonRecord.readAlive(home).map(DaemonRecord::process);
        try {
            Optional<DaemonClient> connected = connector.connectIfRunning(listener);
            if (connected.isPresent()) {
                try (DaemonClient client = connected.get()) {
                    return ask(client, all, listener);
                }
            }
        } catch (DaemonHangsException e) {
            listener.progress(e.what() + ": ending it");
        } catch (JprismaException e) {
            if (e.kind() != ErrorKind.INTERNAL && e.kind() != ErrorKind.DAEMON_UNAVAILABLE) {
                throw e;
            }
        }
        daemon.ifPresent(process -> signal(process, listener));
        return Optional.empty();
    }

    private Optional<DaemonStopped> ask(DaemonClient client, boolean all, DaemonListener listener) {
        Optional<ProcessIdentity> daemon = DaemonRecord.readAlive(home).map(DaemonRecord::process);
        DaemonStopped stopped = client.request(Methods.DAEMON_STOP, new StopDaemon(all), DaemonStopped.class);
        daemon.ifPresent(process -> awaitEnd(process, AFTER_ANSWER, listener));
        return Optional.of(stopped);
    }

    private static void signal(ProcessIdentity daemon, DaemonListener listener) {
        daemon.handle().ifPresent(ProcessHandle::destroy);
        awaitEnd(daemon, AFTER_SIGNAL, listener);
    }

    private static void awaitEnd(ProcessIdentity daemon, Duration limit, DaemonListener listener) {
        if (Deadline.in(limit).await(() -> !daemon.isAlive())) {
            return;
        }
        listener.progress("The daemon, process " + daemon.pid() + ", has not ended after " + limit.toSeconds()
                + " s: ending it by force");
        daemon.handle().ifPresent(ProcessHandle::destroyForcibly);
        if (!Deadline.in(AFTER_FORCE).await(() -> !daemon.isAlive())) {
            throw new JprismaException(
                    ErrorKind.INTERNAL,
                    "The daemon, process " + daemon.pid() + ", does not end even by force: it waits for the operating"
                            + " system, such as for a disk. When that answers it ends");
        }
    }
}
