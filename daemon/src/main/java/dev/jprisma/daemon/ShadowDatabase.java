package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.DatabaseAdministration;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shadow database of an instance: a cluster of its own that a migration tool may wipe. It is made when the first
 * connection comes and thrown away when there has been none for a while; until then it is a listening socket.
 *
 * <p>Safe for threads.
 */
final class ShadowDatabase implements ShadowPort.Backend, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowDatabase.class);
    private static final int START_ATTEMPTS = 5;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Storage storage;
    private final Supplier<ClusterFactory> clusters;
    private final Path directory;
    private final String password;
    private final Supplier<List<ServerSetting>> settings;
    private final Duration idleLimit;
    private final ScheduledExecutorService scheduler;
    private final Executor threads;

    /** Set without the lock, so that a start under way is given up. */
    private volatile boolean closed;

    /** Set without the lock: whether the instance's settings are others than when it was started. */
    private volatile boolean outdated;

    // Guarded by this.
    private Postmaster postmaster;
    private int port;
    private int connections;
    private ScheduledFuture<?> expiry;

    /**
     * @param clusters gives what a cluster is made of, when one is needed
     * @param directory of its own, for the cluster and its log
     * @param settings those of the instance that count for it, when one is started
     */
    ShadowDatabase(
            String name,
            Storage storage,
            Supplier<ClusterFactory> clusters,
            Path directory,
            String password,
            Supplier<List<ServerSetting>> settings,
            Duration idleLimit,
            ScheduledExecutorService scheduler,
            Executor threads) {
        this.name = name;
        this.storage = storage;
        this.clusters = clusters;
        this.directory = directory;
        this.password = password;
        this.settings = settings;
        this.idleLimit = idleLimit;
        this.scheduler = scheduler;
        this.threads = threads;
    }

    /**
     * A connection begins: the cluster is started if it is not running.
     *
     * @return the port to connect to
     */
    @Override
    public synchronized int acquire() {
        if (closed) {
            throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, name + " is being stopped");
        }
        if (postmaster == null || !postmaster.isAlive() || outdated && connections == 0) {
            discard();
            start();
        }
        connections++;
        if (expiry != null) {
            expiry.cancel(false);
        }
        return port;
    }

    @Override
    public synchronized OptionalInt acquireIfRunning() {
        return closed || postmaster == null || !postmaster.isAlive() ? OptionalInt.empty() : OptionalInt.of(acquire());
    }

    /** The instance's settings have changed: whoever comes when nobody is connected finds a server that has them. */
    void settingsChanged() {
        outdated = true;
    }

    /** A connection ended. */
    @Override
    public synchronized void release() {
        connections--;
        if (connections == 0 && !closed) {
            expiry = scheduler.schedule(
                    () -> threads.execute(this::expire), idleLimit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void expire() {
        if (connections == 0 && !closed) {
            discard();
        }
    }

    /** Throws the cluster away, for good. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            discard();
        }
    }

    /** Removes what a daemon that was killed left: its shadow server and its data. */
    synchronized void removeLeftOver() {
        discard();
    }

    private void start() {
        outdated = false;
        ClusterFactory factory = clusters.get();
        factory.create(dataDirectory());
        for (int attempt = 1; postmaster == null; attempt++) {
            port = FreePort.choose();
            try {
                postmaster = Postmaster.start(
                        factory.installation(),
                        new PostmasterOptions(
                                dataDirectory(),
                                port,
                                directory.resolve("postgres.log"),
                                false,
                                new SuperuserPassword(password, factory.firstPassword(), false),
                                settings.get()),
                        () -> closed);
            } catch (JprismaException e) {
                if (e.kind() != ErrorKind.PORT_TAKEN || attempt == START_ATTEMPTS) {
                    throw e;
                }
            }
        }
        createDatabase();
        LOG.info(
                "{}: shadow database started, process {}",
                name,
                postmaster.identity().pid());
    }

    /** That is what a login to it names, and no main server has it. */
    private void createDatabase() {
        try (PostgresConnection connection =
                PostgresConnection.open(PostgresAddress.of(port, password), CONNECT_LIMIT)) {
            DatabaseAdministration.create(connection, Credentials.SHADOW_DATABASE);
        } catch (PostgresException e) {
            discard();
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, name + ": its shadow database cannot be made: " + e.getMessage(), e);
        }
    }

    private void discard() {
        try {
            Postmaster.adopt(dataDirectory()).ifPresent(Postmaster::stopImmediately);
            postmaster = null;
            storage.discard(directory);
        } catch (IOException | JprismaException e) {
            LOG.warn("{}: its shadow database in {} cannot be removed", name, directory, e);
        }
    }

    private Path dataDirectory() {
        return directory.resolve("data");
    }
}
