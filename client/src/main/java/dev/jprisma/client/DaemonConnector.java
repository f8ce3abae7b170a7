package dev.jprisma.client;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Version;
import dev.jprisma.state.control.ControlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds the daemon of a home, and starts it where a request needs one. */
public final class DaemonConnector {
    /** A daemon may end just while we come: its successor is asked, and that one's again. */
    private static final int ATTEMPTS = 5;

    private final JprismaHome home;
    private final Consumer<String> debug;
    private final DaemonLauncher launcher;

    public DaemonConnector(JprismaHome home, Consumer<String> debug) {
        this(home, DaemonCommandLine::of, debug);
    }

    /** @param commandLine what starts the JVM of a home's daemon */
    DaemonConnector(JprismaHome home, Function<JprismaHome, List<String>> commandLine, Consumer<String> debug) {
        this.home = home;
        this.debug = debug;
        this.launcher = new DaemonLauncher(home, commandLine, debug);
    }

    /**
     * Asks the daemon, which is started if need be.
     *
     * @throws JprismaException what it answered, or why there is none
     */
    public <T extends Record> T request(String method, Record params, Class<T> answerType, DaemonListener listener) {
        return retrying(() -> {
            try (DaemonClient daemon = connect(listener)) {
                return daemon.request(method, params, answerType);
            }
        });
    }

    /** Does what a daemon's end can come in the way of, again if it did. */
    public <T> T retrying(Supplier<T> conversation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return conversation.get();
            } catch (JprismaException e) {
                if (e.kind() != ErrorKind.DAEMON_UNAVAILABLE || attempt == ATTEMPTS) {
                    throw e;
                }
                debug.accept(e.getMessage() + ": trying again");
                Deadline.pause(Duration.ofMillis(100L * attempt));
            }
        }
    }

    /**
     * Connects to the daemon, which is started if need be.
     *
     * @throws JprismaException if there is none and none can be started
     */
    public DaemonClient connect(DaemonListener listener) {
        home.create();
        return connectIfRunning(listener).orElseGet(() -> client(launcher.launch(), listener));
    }

    /** Connects to the daemon if there is one. */
    public Optional<DaemonClient> connectIfRunning(DaemonListener listener) {
        return ControlConnection.toDaemonOf(home).map(connection -> client(connection, listener));
    }

    private DaemonClient client(ControlConnection connection, DaemonListener listener) {
        DaemonRecord.read(home)
                .ifPresent(daemon -> debug.accept("The daemon is pid "
                        + daemon.process().pid() + ", version " + daemon.version() + " (this is " + Version.current()
                        + "), at "
                        + daemon.socketPath(home)));
        return new DaemonClient(HomeIdentity.of(home), connection, listener);
    }
}
