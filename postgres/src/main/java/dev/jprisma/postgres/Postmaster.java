package dev.jprisma.postgres;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A live server: one {@code postgres} process and its children on one data directory. It runs in a session of its own
 * and writes to a file, so that it outlives whoever started it.
 *
 * <p>Safe for threads.
 */
public final class Postmaster {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration PG_CTL_LIMIT = Duration.ofSeconds(10);
    private static final boolean HAS_SETSID = new File("/usr/bin/setsid").canExecute();

    private final PostgresInstallation installation;
    private final Path dataDirectory;
    private final ProcessIdentity identity;
    private final ProcessHandle handle;

    private Postmaster(
            PostgresInstallation installation, Path dataDirectory, ProcessIdentity identity, ProcessHandle handle) {
        this.installation = installation;
        this.dataDirectory = dataDirectory;
        this.identity = identity;
        this.handle = handle;
    }

    /**
     * Starts a server and returns when it serves. If one of this data directory is alive already, the caller should
     * have {@linkplain #adopt adopted} it.
     *
     * @throws JprismaException {@link ErrorKind#PORT_TAKEN} if its port was taken at the last moment,
     *     {@link ErrorKind#HOME_UNUSABLE} if the data directory cannot be used, {@link ErrorKind#POSTGRES_FAILED} with
     *     the end of its log if it ended or was not ready within 60 s. Nothing of it is left running then.
     */
    public static Postmaster start(PostgresInstallation installation, PostmasterOptions options) {
        DataDirectory directory = new DataDirectory(options.dataDirectory());
        directory.requireUsableBy(installation);
        directory.removeStalePidFile();
        try {
            LogFile log = LogFile.forStart(options.log());
            Process launched = launch(installation, options, log.path());
            try {
                awaitReady(launched, options, log);
                return adopt(installation, options.dataDirectory())
                        .orElseThrow(() -> failure("PostgreSQL ended as soon as it was ready", log));
            } catch (JprismaException e) {
                adopt(installation, options.dataDirectory()).ifPresent(Postmaster::stop);
                launched.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "PostgreSQL cannot be started (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** The server that is alive on this data directory, whoever started it. */
    public static Optional<Postmaster> adopt(PostgresInstallation installation, Path dataDirectory) {
        return new DataDirectory(dataDirectory)
                .livePostmaster()
                .flatMap(identity ->
                        identity.handle().map(handle -> new Postmaster(installation, dataDirectory, identity, handle)));
    }

    private static Process launch(PostgresInstallation installation, PostmasterOptions options, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(HAS_SETSID ? List.of("setsid") : List.of("nohup"));
        command.addAll(installation.command("postgres", options.arguments()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(options.dataDirectory().getParent().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(ChildEnvironment.get());
        return builder.start();
    }

    /** @param launched the postmaster, or runuser, which ends with it */
    private static void awaitReady(Process launched, PostmasterOptions options, LogFile log) {
        ReadinessProbe probe = new ReadinessProbe(options);
        boolean decided =
                Deadline.in(READY_LIMIT).await(() -> !launched.isAlive() || missedAddress(log) || probe.isReady());
        if (missedAddress(log)) {
            throw new JprismaException(
                    ErrorKind.PORT_TAKEN, "Port " + options.port() + " was taken while PostgreSQL started");
        }
        if (!launched.isAlive()) {
            throw failure("PostgreSQL ended while it started", log);
        }
        if (!decided) {
            throw failure(
                    "PostgreSQL was not ready after " + READY_LIMIT.toSeconds() + " s (" + probe.lastFailure() + ")",
                    log);
        }
    }

    /** It goes on with one loopback address where the other is taken, and would not be found at {@code localhost}. */
    private static boolean missedAddress(LogFile log) {
        return log.tail().contains("could not bind");
    }

    private static JprismaException failure(String what, LogFile log) {
        return new JprismaException(
                ErrorKind.POSTGRES_FAILED, what + ". Its log " + log.path() + " ends:\n" + log.tail());
    }

    public ProcessIdentity identity() {
        return identity;
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /** Completes when the process has ended, whyever. */
    public CompletableFuture<Void> onExit() {
        return handle.onExit().thenAccept(ended -> {});
    }

    /**
     * Stops it: fast, which ends sessions and loses nothing; if it does not end within 30 s, immediately, after which
     * the next start recovers; and killed if that does not help. Does nothing if it has ended.
     *
     * @throws JprismaException if it is still alive after all that
     */
    public void stop() {
        boolean ended = stop("fast", FAST_STOP_LIMIT) || stop("immediate", IMMEDIATE_STOP_LIMIT) || kill();
        if (!ended) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "PostgreSQL's process " + identity.pid() + " of " + dataDirectory + " does not end");
        }
    }

    /** Stops a server whose data is not needed any more. */
    public void stopImmediately() {
        if (!stop("immediate", IMMEDIATE_STOP_LIMIT)) {
            stop();
        }
    }

    private boolean stop(String mode, Duration limit) {
        if (!isAlive()) {
            return true;
        }
        // Not Process.destroy(): that asks for a smart shutdown, which waits for every session to end by itself.
        Program.run(
                installation.command(
                        "pg_ctl", List.of("stop", "-D", dataDirectory.toString(), "-m", mode, "--no-wait", "-s")),
                PG_CTL_LIMIT);
        return Deadline.in(limit).await(() -> !isAlive());
    }

    private boolean kill() {
        handle.destroyForcibly();
        return Deadline.in(IMMEDIATE_STOP_LIMIT).await(() -> !isAlive());
    }
}
