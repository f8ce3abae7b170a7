package dev.jprisma.client;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.LargeLog;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.ControlConnection;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Starts the daemon of a home, on its own: no terminal, pipe, folder or signal of the command that started it reaches
 * it. Of all that race to start one, one does; the others wait for it.
 */
final class DaemonLauncher {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration OTHER_DAEMON = Duration.ofMillis(200);
    private static final long LARGE_LOG_BYTES = 8L << 20;

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
     * @throws JprismaException ({@link ErrorKind#DAEMON_UNAVAILABLE}) if it ended or was not ready in time
     */
    ControlConnection launch() {
        Deadline deadline = Deadline.in(LIMIT);
        FileGuard launching = FileGuard.acquire(home.launchLock());
        try {
            Optional<ControlConnection> connection = ControlConnection.toDaemonOf(home);
            while (connection.isEmpty()) {
                connection = startOnce(deadline);
            }
            return connection.get();
        } finally {
            launching.close();
        }
    }

    /** Empty if another daemon holds the home: one that is ending, or was started by hand and does not listen yet. */
    private Optional<ControlConnection> startOnce(Deadline deadline) {
        putAsideIfLarge(home.daemonLog());
        DaemonLog log = DaemonLog.from(home.daemonLog());
        long pid = start();
        debug.accept("Started a daemon, pid " + pid + ", log " + home.daemonLog());
        Optional<ProcessIdentity> daemon = ProcessIdentity.of(pid);
        while (true) {
            boolean alive = daemon.filter(ProcessIdentity::isAlive).isPresent();
            Optional<ControlConnection> connection = ControlConnection.toDaemonOf(home);
            if (connection.isPresent()) {
                return connection;
            }
            if (deadline.hasPassed()) {
                daemon.flatMap(ProcessIdentity::handle).ifPresent(ProcessHandle::destroy);
                throw failed("was not ready after " + LIMIT.toSeconds() + " s", log);
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
    private long start() {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", Detachment.SCRIPT, home.daemonLog().toString()));
        command.addAll(commandLine.apply(home));
        try {
            Process shell = new ProcessBuilder(command)
                    .directory(home.root().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectError(Redirect.appendTo(home.daemonLog().toFile()))
                    .start();
            return Long.parseLong(new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            throw new JprismaException(
                    ErrorKind.DAEMON_UNAVAILABLE, "The daemon cannot be started (" + e.getMessage() + ")", e);
        }
    }

    private static void putAsideIfLarge(Path log) {
        try {
            LargeLog.putAside(log, LARGE_LOG_BYTES);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot put " + log + " aside (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static JprismaException failed(String what, DaemonLog log) {
        // Not "unavailable": to try again at once would end the same.
        return new JprismaException(ErrorKind.INTERNAL, "The daemon " + what + ". " + log.ending());
    }

    /**
     * Has a shell start the daemon and say its pid. A child of our own would cost every command that starts one 0.3 s:
     * so long does a JVM, when it ends, wait for the thread that waits for the child.
     */
    private static final class Detachment {
        /** Into a session of its own; without setsid (macOS) it ignores the signals that a terminal sends. */
        static final String SCRIPT = onPath("setsid")
                ? "setsid \"$@\" >>\"$0\" 2>&1 & echo $!"
                : "trap '' HUP INT QUIT TSTP; \"$@\" >>\"$0\" 2>&1 & echo $!";

        private static boolean onPath(String program) {
            for (String folder :
                    Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
                if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                    return true;
                }
            }
            return false;
        }
    }
}
