package dev.jprisma.daemon;

import dev.jprisma.daemon.log.DaemonLog;
import dev.jprisma.gateway.HttpGateway;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.Registry;
import dev.jprisma.state.UnixSockets;
import dev.jprisma.state.Version;
import dev.jprisma.state.control.DaemonStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's process. It lives as long as it holds the home's lock, listens on the control socket, and ends when it
 * is told to, or by itself when it has not been needed for {@code JPRISMA_DAEMON_IDLE_SECONDS}. Its instances' servers
 * go on without it.
 *
 * <p>It waits 10 s for the lock of one that is ending, and takes at most 15 s to close what it has; what hangs then is
 * left to the end of the process. A process has one: {@link #main} is called once, and its threads are the daemon's
 * own.
 */
public final class JprismaDaemon {
    private static final long HAND_OVER_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 20;
    private static final long RECORD_RETRY_MILLIS = 1_000;
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(8);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(15);

    private final JprismaHome home;
    private final FileGuard lock;
    private final DaemonSettings settings;
    private final ExecutorService threads = NamedThreads.pool("worker");
    private final ScheduledExecutorService scheduler = NamedThreads.scheduler("scheduler");
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean shutDown = new AtomicBoolean();
    private final HomeCheck homeCheck;
    private final DaemonRecord record;
    private final GatewayStart gateway;
    private final Supervisor supervisor;
    private final ConsoleDoor console;
    private final ControlServer control;

    private JprismaDaemon(JprismaHome home, FileGuard lock, DaemonSettings settings) {
        this.home = home;
        this.lock = lock;
        this.settings = settings;
        this.homeCheck = new HomeCheck(home);
        Path socket = SocketPath.prepare(home);
        this.record = DaemonRecord.ofThisProcess(home, Version.current(), socket);
        this.gateway = new GatewayStart(settings.gateway(), threads, scheduler);
        PostgresBootstrap bootstrap = new PostgresBootstrap(home, threads);
        InstanceContext context = new InstanceContext(home, settings, bootstrap, gateway, threads, scheduler);
        this.supervisor = new Supervisor(context);
        this.console = new ConsoleDoor(context, supervisor);
        PostgresBinaries binaries = new PostgresBinaries(bootstrap, new Registry(home));
        this.control = new ControlServer(
                socket,
                new RequestHandler(
                        homeCheck,
                        supervisor,
                        binaries,
                        console,
                        new McpConnections(context, supervisor),
                        this::status,
                        end::countDown),
                threads);
    }

    /**
     * Serves a home and ends the process: with 0, also if another daemon serves it, or with 1 after a line in the log
     * if the home cannot be served.
     *
     * @param arguments the home's path
     */
    public static void main(String[] arguments) throws Exception {
        DaemonLog.install();
        UnixSockets.nameProvider();
        MemoryGuard.endWithErrors();
        Logger log = LoggerFactory.getLogger(JprismaDaemon.class);
        try {
            JprismaHome home = JprismaHome.at(Path.of(arguments[0]));
            home.create();
            Optional<FileGuard> lock = acquire(home);
            if (lock.isEmpty()) {
                // In silence: the command that started it takes what it says for the reason it failed.
                return;
            }
            new JprismaDaemon(home, lock.get(), DaemonSettings.fromEnvironment()).run();
            log.info("Daemon {} ends", ProcessIdentity.currentPid());
        } catch (JprismaException e) {
            log.error(e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    /** Waits a while for a daemon that is ending; one that serves is left alone. */
    private static Optional<FileGuard> acquire(JprismaHome home) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HAND_OVER_MILLIS);
        Optional<FileGuard> lock = FileGuard.tryAcquire(home.daemonLock());
        while (lock.isEmpty() && DaemonRecord.readAlive(home).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            lock = FileGuard.tryAcquire(home.daemonLock());
        }
        return lock;
    }

    private void run() throws InterruptedException {
        Thread hook = new Thread(this::onExit, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        supervisor.begin();
        console.reopen();
        control.start();
        boolean written = writeRecord();
        // Whoever waits for the record does not wait for the rules of time zones too, by which the log has its times.
        Logger log = LoggerFactory.getLogger(JprismaDaemon.class);
        log.info("Daemon {} {} serves {}", record.process().pid(), Version.current(), home);
        if (!written) {
            log.warn("The disk is full: who the daemon is stands in {} alone for now", home.daemonLock());
        }
        IdleWatch idle = new IdleWatch(
                settings.idleLimit(),
                () -> supervisor.isNeeded() || control.hasSessions() || console.isInUse(),
                end::countDown);
        idle.start(scheduler);
        new HeapTrim().start(scheduler);
        new BoundedLogs(home).start(scheduler);
        MemoryGuard.ofProcess().start(scheduler);
        end.await();
        shutDown();
    }

    /** Again and again, until the disk has room for it. */
    private synchronized boolean writeRecord() {
        boolean written = shutDown.get() || record.write(home, lock);
        if (!written) {
            scheduler.schedule(this::writeRecord, RECORD_RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return written;
    }

    private synchronized void deleteRecord() throws IOException {
        DaemonRecord.delete(home, lock);
        Files.deleteIfExists(record.socketPath(home));
    }

    private void onExit() {
        if (!shutDown.get()) {
            LoggerFactory.getLogger(JprismaDaemon.class)
                    .info(
                            "Daemon {} ends: it was sent a signal",
                            record.process().pid());
        }
        shutDown();
    }

    /** Closes what is this process', in order: no new requests, no record, then the listeners. What hangs is left. */
    private void shutDown() {
        if (!shutDown.compareAndSet(false, true)) {
            return;
        }
        Closer closer = new Closer(threads);
        closer.add("The HTTP gateway", () -> gateway.loaded().ifPresent(HttpGateway::close));
        closer.add("The console", console);
        closer.add("The commands' connections", control::endSessions);
        closer.add("The instances", () -> supervisor.leaveAll(LEAVE_LIMIT));
        closer.add("The control socket", () -> {
            control.close();
            if (homeCheck.isInPlace()) {
                deleteRecord();
            }
        });
        try {
            closer.close(SHUTDOWN_LIMIT);
        } catch (JprismaException e) {
            LoggerFactory.getLogger(JprismaDaemon.class).warn("{}", e.getMessage(), e);
        }
    }

    private DaemonStatus status() {
        return new DaemonStatus(
                record.process().pid(),
                record.version(),
                record.startedAt(),
                home.toString(),
                record.socketPath(home).toString(),
                home.daemonLog().toString(),
                supervisor.running());
    }
}
