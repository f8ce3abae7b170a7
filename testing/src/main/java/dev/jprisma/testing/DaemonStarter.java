package dev.jprisma.testing;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds the daemon of a home, which runs named instances, or starts it where its module is on the class path. One that
 * was started goes on when this process ends, as others may use it by then, and ends by itself when nobody does.
 */
final class DaemonStarter {
    private static final String MAIN = "dev.jprisma.daemon.JprismaDaemon";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final boolean HAS_SETSID = new File("/usr/bin/setsid").canExecute();

    private DaemonStarter() {}

    /** @throws JprismaException ({@link ErrorKind#DAEMON_UNAVAILABLE}) if there is none and none can be started */
    static DaemonRecord daemonOf(JprismaHome home) {
        Optional<DaemonRecord> running = DaemonRecord.readAlive(home);
        if (running.isPresent()) {
            return running.get();
        }
        if (!isOnClassPath()) {
            throw unavailable(
                    "The daemon of " + home
                            + ", which runs named instances, is not running: add dev.jprisma:jprisma-daemon"
                            + " to the test's class path, which starts it, or run any jprisma dev command",
                    null);
        }
        home.create();
        try {
            return await(home, launch(home));
        } catch (IOException e) {
            throw unavailable("The daemon cannot be started (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static boolean isOnClassPath() {
        try {
            Class.forName(MAIN, false, DaemonStarter.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Out of reach of the signals a terminal sends; should another start one too, the second of them ends. */
    private static Process launch(JprismaHome home) throws IOException {
        List<String> command = new ArrayList<>(List.of(HAS_SETSID ? "setsid" : "nohup"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                home.root().toString()));
        return new ProcessBuilder(command)
                .directory(home.root().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.daemonLog().toFile()))
                .start();
    }

    private static DaemonRecord await(JprismaHome home, Process launched) {
        Instant deadline = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(deadline)) {
            Optional<DaemonRecord> ready = DaemonRecord.readAlive(home);
            if (ready.isPresent()) {
                return ready.get();
            }
            if (!launched.isAlive() && launched.exitValue() != 0) {
                throw unavailable("The daemon did not start; its log: " + home.daemonLog(), null);
            }
            pause();
        }
        throw unavailable(
                "The daemon was not ready after " + LIMIT.toSeconds() + " s; its log: " + home.daemonLog(), null);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("Interrupted while waiting for the daemon", e);
        }
    }

    private static JprismaException unavailable(String message, Exception cause) {
        return new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, message, cause);
    }
}
