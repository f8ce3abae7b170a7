package dev.jprisma.client;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.DetachedProgram;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.LogRotation;
import dev.jprisma.state.OperatingSystem;
import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Starts the daemon of a home, on its own: no terminal, pipe, folder or signal of the command that started it reaches
 * it. Of all that race to start one, one does; the others wait for it. Safe for threads.
 */
final class DaemonLauncher {
    /** For a daemon to come up; who waits for another command to start one waits as long for that, before. */
    static final Duration LIMIT = Duration.ofSeconds(25);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration OTHER_DAEMON = Duration.ofMillis(200);
    private static final int MOST_SILENT_DEATHS = 3;
    private static final long LARGE_LOG_BYTES = 8L << 20;
    private static final Path NOWHERE = OperatingSystem.here().nullDevice().toPath();

    private final JprismaHome home;
    private final Function<JprismaHome, List<String>> commandLine;
    private final Consumer<String> debug;

    /**
     * @param commandLine what starts the JVM of a home's daemon
     * @param debug is told what happens inside
     */
    DaemonLauncher(JprismaHome home, Function<JprismaHome, List<String>> commandLine, Consumer<String> debug) {
        this.home = home;
        this.commandLine = commandLine;
        this.debug = debug;
    }

    /**
     * Waits for the daemon that somebody starts, or starts it.
     *
     * @throws JprismaException if it ended or was not ready in time
     */
    DaemonConnection launch() {
        Deadline turn = Deadline.in(LIMIT);
        Optional<FileGuard> launching = FileGuard.tryAcquire(home.launchLock());
        while (launching.isEmpty()) {
            Optional<DaemonConnection> started = DaemonConnection.to(home);
            if (started.isPresent()) {
                return started.get();
            }
            if (turn.hasPassed()) {
                throw new JprismaException(
                        ErrorKind.INTERNAL,
                        "Another jprisma command has been starting the daemon for " + LIMIT.toSeconds()
                                + " s; it holds " + home.launchLock()
                                + ". If it hangs, end it and type the command again");
            }
            Deadline.pause(LOOK_AGAIN);
            launching = FileGuard.tryAcquire(home.launchLock());
        }
        try {
            return start(Deadline.in(LIMIT));
        } finally {
            launching.get().close();
        }
    }

    private DaemonConnection start(Deadline deadline) {
        int silentDeaths = 0;
        StartupLog log = StartupLog.from(home.daemonLog());
        Optional<DaemonConnection> connection = DaemonConnection.to(home);
        while (connection.isEmpty()) {
            connection = startOnce(deadline);
            if (connection.isEmpty() && !isHeld() && ++silentDeaths == MOST_SILENT_DEATHS) {
                throw failed("ended as soon as it was started", log);
            }
        }
        return connection.get();
    }

    /** Empty if it ended without a word: another daemon holds the home, one that is ending or does not listen yet. */
    private Optional<DaemonConnection> startOnce(Deadline deadline) {
        Path logFile = writableLog();
        StartupLog log = StartupLog.from(home.daemonLog());
        long pid = start(logFile);
        debug.accept("Started a daemon, pid " + pid + ", log " + logFile);
        Optional<ProcessIdentity> daemon = ProcessIdentity.of(pid);
        while (true) {
            boolean alive = daemon.filter(ProcessIdentity::isAlive).isPresent();
            Optional<DaemonConnection> connection = DaemonConnection.to(home);
            if (connection.isPresent()) {
                return connection;
            }
            if (deadline.hasPassed()) {
                // By force: it may be stopped, and then no other signal reaches it.
                daemon.flatMap(ProcessIdentity::handle).ifPresent(ProcessHandle::destroyForcibly);
                throw alive ? failed("was not ready after " + LIMIT.toSeconds() + " s", log) : heldByAnother();
            }
            if (!alive && !log.isEmpty() && !isHeld()) {
                throw failed("did not start", log);
            }
            if (!alive) {
                Deadline.pause(OTHER_DAEMON);
                return Optional.empty();
            }
            Deadline.pause(LOOK_AGAIN);
        }
    }

    private boolean isHeld() {
        Optional<FileGuard> free = FileGuard.tryAcquire(home.daemonLock());
        free.ifPresent(FileGuard::close);
        return free.isEmpty();
    }

    /** Returns the daemon's pid. */
    private long start(Path log) {
        try {
            return DetachedProgram.start(commandLine.apply(home), home.root(), log);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.DAEMON_UNAVAILABLE, "The daemon cannot be started (" + e.getMessage() + ")", e);
        }
    }

    /** A full disk keeps nobody from starting the daemon that can make room on it. */
    private Path writableLog() {
        try {
            LogRotation.putAside(home.daemonLog(), LARGE_LOG_BYTES);
        } catch (IOException e) {
            debug.accept("The daemon's log cannot be put aside: " + JprismaHome.reason(e));
        }
        try {
            FileChannel.open(
                            home.daemonLog(),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            JprismaHome.ownerOnly("rw-------"))
                    .close();
            return home.daemonLog();
        } catch (IOException e) {
            debug.accept("The daemon starts without a log, which cannot be opened: " + JprismaHome.reason(e));
            return NOWHERE;
        }
    }

    private static JprismaException failed(String what, StartupLog log) {
        // Not "unavailable": to try again at once would end the same.
        return new JprismaException(ErrorKind.INTERNAL, "The daemon " + what + ". " + log.ending());
    }

    private JprismaException heldByAnother() {
        return new JprismaException(
                ErrorKind.INTERNAL,
                "Another daemon holds the home " + home + " and could not be reached for " + LIMIT.toSeconds()
                        + " s. End it, no database stops: jprisma daemon stop");
    }
}
