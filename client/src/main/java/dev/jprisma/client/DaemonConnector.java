package dev.jprisma.client;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Version;
import dev.jprisma.state.control.Methods;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the daemon of a home, and starts it where a request needs one. Safe for threads, and for processes: of all that
 * find none, one starts it.
 *
 * <p>Everything ends: a daemon has 25 s to start, as has another command that is starting it before that, and fails a
 * request by 10 s of {@linkplain DaemonClient silence}. A request is asked of at most 5 daemons, if each ends before it
 * answers.
 */
public final class DaemonConnector {
    /** A daemon may end just while we come: its successor is asked, and that one's again. */
    private static final int ATTEMPTS = 5;

    private final JprismaHome home;
    private final Duration silenceLimit;
    private final Consumer<String> debug;
    private final DaemonLauncher launcher;

    /** @param debug is told what happens inside, on the thread that asks */
    public DaemonConnector(JprismaHome home, Consumer<String> debug) {
        this(home, DaemonCommandLine::of, DaemonClient.SILENCE_LIMIT, debug);
    }

    /** @param commandLine what starts the JVM of a home's daemon */
    DaemonConnector(
            JprismaHome home,
            Function<JprismaHome, List<String>> commandLine,
            Duration silenceLimit,
            Consumer<String> debug) {
        this.home = home;
        this.silenceLimit = silenceLimit;
        this.debug = debug;
        this.launcher = new DaemonLauncher(home, commandLine, debug);
    }

    /**
     * Asks the daemon, which is started if need be. If it ends before it answers another is asked, unless the request
     * may have been begun and is none to repeat.
     *
     * @throws JprismaException what it answered, or why there is none
     */
    public <T extends Record> T request(String method, Record params, Class<T> answerType, DaemonListener listener) {
        return retrying(method, () -> {
            try (DaemonClient daemon = connect(listener)) {
                return daemon.request(method, params, answerType);
            }
        });
    }

    /**
     * Asks over a connection that stays open, as {@link #request} does: for what the connection holds.
     *
     * @throws JprismaException what the daemon answered, or why there is none
     */
    public <T extends Record> Held<T> hold(String method, Record params, Class<T> answerType, DaemonListener listener) {
        return retrying(method, () -> {
            DaemonClient daemon = connect(listener);
            try {
                return new Held<>(daemon, daemon.request(method, params, answerType));
            } catch (RuntimeException e) {
                daemon.close();
                throw e;
            }
        });
    }

    /**
     * Asks over this connection or, if its daemon has gone, another daemon.
     *
     * @throws JprismaException what it answered, or why there is none
     */
    public <T extends Record> T request(
            DaemonClient daemon, String method, Record params, Class<T> answerType, DaemonListener listener) {
        try {
            return daemon.request(method, params, answerType);
        } catch (DaemonGoneException e) {
            requireRepeatable(method, e);
            debug.accept(e.getMessage() + ": asking another");
            return request(method, params, answerType, listener);
        }
    }

    private <T> T retrying(String method, Supplier<T> conversation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return conversation.get();
            } catch (JprismaException e) {
                if (e.kind() != ErrorKind.DAEMON_UNAVAILABLE || attempt == ATTEMPTS) {
                    throw e;
                }
                requireRepeatable(method, e);
                debug.accept(e.getMessage() + ": trying again");
                Deadline.pause(Duration.ofMillis(100L * attempt));
            }
        }
    }

    private static void requireRepeatable(String method, JprismaException e) {
        if (e instanceof DaemonGoneException gone && gone.mayHaveBegun() && !Methods.isRepeatable(method)) {
            throw new JprismaException(
                    ErrorKind.DAEMON_UNAVAILABLE,
                    "The daemon ended before it answered, and may have done what it was asked. Look what there is"
                            + " (jprisma dev ls) before you type it again",
                    e);
        }
    }

    /**
     * Connects to the daemon, which is started if need be. The caller closes the connection.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if the home cannot be made, is somebody else's or
     *     cannot be locked; if there is no daemon and none can be started, with the end of its log; or
     *     ({@link ErrorKind#INTERNAL}) if it hangs
     */
    public DaemonClient connect(DaemonListener listener) {
        home.create();
        return connectIfRunning(listener).orElseGet(() -> client(launcher.launch(), listener));
    }

    /**
     * Connects to the daemon if there is one. The caller closes the connection.
     *
     * @throws JprismaException ({@link ErrorKind#INTERNAL}) if nobody can connect to it for 10 s
     */
    public Optional<DaemonClient> connectIfRunning(DaemonListener listener) {
        return DaemonConnection.to(home).map(connection -> client(connection, listener));
    }

    private DaemonClient client(DaemonConnection connection, DaemonListener listener) {
        DaemonRecord.read(home)
                .ifPresent(daemon -> debug.accept("The daemon is pid "
                        + daemon.process().pid() + ", version " + daemon.version() + " (this is " + Version.current()
                        + "), at "
                        + daemon.socketPath(home)));
        return new DaemonClient(HomeIdentity.of(home), connection, silenceLimit, listener);
    }
}
