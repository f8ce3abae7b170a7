package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.state.Deadline;
import dev.jprisma.state.DetachedProgram;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.OperatingSystem;
import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A live server: one {@code postgres} process and its children on one data directory. It runs in a session of its own
 * and writes to a file, so that it outlives whoever started it.
 *
 * <p>Safe for threads.
 */
public final class Postmaster {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    /** With the two below it: less than a person waits for a command. */
    private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(12);

    private static final Duration ADOPTION_LIMIT = Duration.ofSeconds(10);

    /** The postmaster itself kills children that do not end within 5 s. */
    private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(8);

    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Path dataDirectory;
    private final ProcessIdentity identity;
    private final ProcessHandle handle;
    private final ServerError loginRefusal;

    private Postmaster(Path dataDirectory, ProcessIdentity identity, ProcessHandle handle, ServerError loginRefusal) {
        this.dataDirectory = dataDirectory;
        this.identity = identity;
        this.handle = handle;
        this.loginRefusal = loginRefusal;
    }

    /** The same as below for who waits to the end. */
    public static Postmaster start(PostgresInstallation installation, PostmasterOptions options) {
        return start(installation, options, () -> false);
    }

    /**
     * Starts a server and returns when it serves.
     *
     * @param abandoned whether nobody wants it any more, which ends the start; asked often
     * @throws JprismaException {@link ErrorKind#PORT_TAKEN} if its port was taken at the last moment,
     *     {@link ErrorKind#HOME_UNUSABLE} if the data directory cannot be used, {@link ErrorKind#ALREADY_RUNNING} if a
     *     server runs on it, which the caller should have {@linkplain #adopt adopted},
     *     {@link ErrorKind#POSTGRES_FAILED} with the end of its log if it ended or was not ready within 60 s,
     *     {@link ErrorKind#DAEMON_UNAVAILABLE} if it was abandoned. Nothing of it is left running then, and a server
     *     that was not started here is not touched.
     */
    public static Postmaster start(
            PostgresInstallation installation, PostmasterOptions options, BooleanSupplier abandoned) {
        DataDirectory directory = new DataDirectory(options.dataDirectory());
        directory.requireUsableBy(installation);
        directory.livePostmaster().ifPresent(other -> {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    "Process " + other.pid() + " is a server on " + options.dataDirectory() + " already");
        });
        // Processes can be left of one that was killed; to look for them is to look at all of the machine.
        if (directory.removeStaleLocks()
                || !ControlFile.of(options.dataDirectory()).isShutDown()) {
            new OrphanedBackends(options.dataDirectory()).end();
        }
        try {
            LogFile log = LogFile.forStart(options.log());
            Process launched = launch(installation, options, log.path());
            try {
                ReadinessProbe probe = awaitReady(launched, options, log, abandoned);
                return find(options.dataDirectory(), probe.refusal())
                        .orElseThrow(() -> failure("PostgreSQL ended as soon as it was ready", log));
            } catch (RuntimeException e) {
                end(launched, options.dataDirectory(), e);
                throw e;
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "PostgreSQL cannot be started (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** Ends what was launched, and nothing else: another process may have started a server there at the same time. */
    private static void end(Process launched, Path dataDirectory, RuntimeException why) {
        try {
            adopt(dataDirectory)
                    .filter(server -> server.isOrDescendsFrom(launched.toHandle()))
                    .ifPresent(Postmaster::stopImmediately);
        } catch (JprismaException e) {
            why.addSuppressed(e);
        } finally {
            launched.destroyForcibly();
        }
    }

    private boolean isOrDescendsFrom(ProcessHandle launched) {
        return Stream.iterate(Optional.of(handle), Optional::isPresent, it -> it.flatMap(ProcessHandle::parent))
                .anyMatch(it -> it.get().equals(launched));
    }

    /** The server that is alive on this data directory, whoever started it. */
    public static Optional<Postmaster> adopt(Path dataDirectory) {
        return find(dataDirectory, null);
    }

    /**
     * The same for one whose starter may have been killed before it was ready: waits until it is, for 10 s at most, and
     * has it given its password as a start does.
     */
    public static Optional<Postmaster> adoptStarting(PostmasterOptions options) {
        ReadinessProbe probe = new ReadinessProbe(options);
        Deadline.in(ADOPTION_LIMIT).await(() -> adopt(options.dataDirectory()).isEmpty() || probe.isReady());
        return find(options.dataDirectory(), probe.refusal());
    }

    private static Optional<Postmaster> find(Path dataDirectory, ServerError loginRefusal) {
        return new DataDirectory(dataDirectory)
                .livePostmaster()
                .flatMap(identity ->
                        identity.handle().map(handle -> new Postmaster(dataDirectory, identity, handle, loginRefusal)));
    }

    private static Process launch(PostgresInstallation installation, PostmasterOptions options, Path log)
            throws IOException {
        List<String> arguments = new ArrayList<>(installation.extensionArguments());
        arguments.addAll(options.arguments());
        boolean byControl = OperatingSystem.here() == OperatingSystem.WINDOWS;
        List<String> command = new ArrayList<>(DetachedProgram.prefix());
        command.addAll(
                byControl
                        ? installation.command("pg_ctl", controlArguments(options.dataDirectory(), log, arguments))
                        : installation.command("postgres", arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(options.dataDirectory().getParent().toFile())
                .redirectInput(OperatingSystem.here().nullDevice())
                .redirectErrorStream(true)
                // Windows' shell, by which pg_ctl starts it, does not share a log that it appends to.
                .redirectOutput(
                        byControl ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(ChildEnvironment.get());
        return builder.start();
    }

    /**
     * On Windows PostgreSQL does not run for an administrator, unless {@code pg_ctl} starts it, which gives up the
     * rights of one. It ends when the server is ready.
     *
     * @param options those of {@code postgres}, which have to be one argument: quoted for Windows' programs twice, by
     *     us and by Java
     */
    static List<String> controlArguments(Path dataDirectory, Path log, List<String> options) {
        String line = options.stream()
                .map(option -> "\\\"" + option.replace("\"", "\\\\\\\"") + "\\\"")
                .collect(Collectors.joining(" "));
        return List.of(
                "start",
                "-w",
                "-t",
                Long.toString(READY_LIMIT.toSeconds()),
                "-D",
                dataDirectory.toString(),
                "-l",
                log.toString(),
                "-o",
                line);
    }

    /** @param launched the postmaster, or runuser, which ends with it, or pg_ctl, which ends when it is ready */
    private static ReadinessProbe awaitReady(
            Process launched, PostmasterOptions options, LogFile log, BooleanSupplier abandoned) {
        ReadinessProbe probe = new ReadinessProbe(options);
        boolean decided = Deadline.in(READY_LIMIT)
                .await(() -> !launched.isAlive() || missedAddress(log) || abandoned.getAsBoolean() || probe.isReady());
        if (abandoned.getAsBoolean()) {
            throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "Whoever asked for it has gone");
        }
        if (missedAddress(log)) {
            throw new JprismaException(ErrorKind.PORT_TAKEN, whyNotBound(options.port(), log));
        }
        if (!launched.isAlive() && !probe.isReady()) {
            throw failure("PostgreSQL ended while it started", log);
        }
        if (!decided) {
            throw failure(
                    "PostgreSQL was not ready after " + READY_LIMIT.toSeconds() + " s (" + probe.lastFailure() + ")",
                    log);
        }
        return probe;
    }

    /** It goes on with one loopback address where the other is taken, and would not be found at {@code localhost}. */
    private static boolean missedAddress(LogFile log) {
        return log.tail().contains("could not bind");
    }

    private static String whyNotBound(int port, LogFile log) {
        return log.tail().contains("Permission denied")
                ? "Port " + port + " is one that the system keeps from the user whose process PostgreSQL is: choose one"
                        + " from 1024 on"
                : "Port " + port + " was taken while PostgreSQL started";
    }

    private static JprismaException failure(String what, LogFile log) {
        return new JprismaException(
                ErrorKind.POSTGRES_FAILED, what + ". Its log " + log.path() + " ends:\n" + log.tail());
    }

    public ProcessIdentity identity() {
        return identity;
    }

    /**
     * Why it did not let its superuser in when it started: its password, role or database has been changed, for
     * example. Empty if it did, and where it was adopted.
     */
    public Optional<ServerError> loginRefusal() {
        return Optional.ofNullable(loginRefusal);
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /** Completes when the process has ended, whyever. */
    public CompletableFuture<Void> onExit() {
        return handle.onExit().thenAccept(ended -> {});
    }

    /** Has it read its configuration again, which its sessions notice with their next statement. */
    public void reload() {
        ServerSignal.RELOAD.sendTo(identity);
    }

    /**
     * Stops it: fast, which ends sessions and loses nothing; if it does not end within 12 s, immediately, after which
     * the next start recovers; and killed, with what is left of its sessions, if that does not help within 8 s. Does
     * nothing if it has ended.
     *
     * @throws JprismaException naming the process that is still alive after all that
     */
    public void stop() {
        if (!ends(ServerSignal.FAST_SHUTDOWN, FAST_STOP_LIMIT)) {
            stopImmediately();
        }
    }

    /** Stops a server whose data is not needed any more, or that does not end otherwise: within 13 s. */
    public void stopImmediately() {
        if (!ends(ServerSignal.IMMEDIATE_SHUTDOWN, IMMEDIATE_STOP_LIMIT)) {
            kill();
        }
    }

    private boolean ends(ServerSignal signal, Duration limit) {
        signal.sendTo(identity);
        return Deadline.in(limit).await(() -> !isAlive());
    }

    private void kill() {
        handle.destroyForcibly();
        if (!Deadline.in(KILL_LIMIT).await(() -> !isAlive())) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "PostgreSQL's process " + identity.pid() + " of " + dataDirectory + " does not end");
        }
        new OrphanedBackends(dataDirectory).end();
    }
}
