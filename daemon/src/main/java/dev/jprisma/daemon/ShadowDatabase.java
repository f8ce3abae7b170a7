package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shadow database of an instance: a server of its own that a migration tool may wipe. It is made when the first
 * connection comes; until then it is a listening socket. When the last connection has been gone for a moment it is
 * thrown away, and a fresh one that was made meanwhile takes its place, so that each run of a tool finds it empty, and
 * at once. That one goes when nobody has come for a while. Tools empty the database themselves as often as they
 * connect, and not the cluster: while there are roles in it, each connection of a run that is the only one gets a fresh
 * one too.
 *
 * <p>Safe for threads.
 */
final class ShadowDatabase implements ShadowPort.Backend, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowDatabase.class);
    /** Longer than passes between two connections of one run of a tool. */
    private static final Duration RUN_LIMIT = Duration.ofMillis(1500);

    private static final long LAST_MILLIS = 10;

    private final String name;
    private final Storage storage;
    private final Supplier<ClusterFactory> clusters;
    private final Path directory;
    private final String password;
    private final Supplier<List<ServerSetting>> settings;
    private final Duration idleLimit;
    private final ScheduledExecutorService scheduler;
    private final Executor threads;

    /** Numbers the servers' folders. */
    private final AtomicInteger made = new AtomicInteger();

    /** Set without the lock, so that a start under way is given up. */
    private volatile boolean closed;

    /** Set without the lock: whether the instance's settings are others than when it was started. */
    private volatile boolean outdated;

    // Guarded by this.
    /** The one that connections go to; null if there is none. */
    private ShadowServer current;
    /** The one that takes its place, which may be still being made; null if there is none. */
    private CompletableFuture<ShadowServer> next;
    /** Ends when all that were thrown away are gone. */
    private CompletableFuture<Void> discarding = CompletableFuture.completedFuture(null);

    private int connections;
    /** Counts connections: what was planned before the last of them is not done. */
    private long acquired;

    /**
     * @param clusters gives what a cluster is made of, when one is needed
     * @param directory of its own, for the clusters and their logs
     * @param settings those of the instance that count for it, when one is started
     * @param idleLimit how long a server stays that nobody connects to
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
     * A connection begins: a server is started if none is running.
     *
     * @return the port to connect to
     */
    @Override
    public synchronized int acquire() {
        if (connections == 1) {
            awaitEndOfLast();
        }
        if (closed) {
            throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, name + " is being stopped");
        }
        if (outdated && connections == 0) {
            outdated = false;
            discardBoth();
        }
        if (current != null && (!current.isAlive() || connections == 0 && current.hasRoles(password))) {
            discardLater(CompletableFuture.completedFuture(current));
            current = null;
        }
        if (current == null) {
            current = takeNext();
        }
        connections++;
        acquired++;
        return current.port();
    }

    /** Who connects as soon as he has disconnected comes before his first connection is seen to have ended. */
    private void awaitEndOfLast() {
        try {
            wait(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized OptionalInt acquireIfRunning() {
        return closed || current == null || !current.isAlive() ? OptionalInt.empty() : OptionalInt.of(acquire());
    }

    /** The instance's settings have changed: whoever comes when nobody is connected finds a server that has them. */
    void settingsChanged() {
        outdated = true;
    }

    /** A connection ended. */
    @Override
    public synchronized void release() {
        connections--;
        notifyAll();
        if (connections == 0 && !closed) {
            boolean isReplaced = idleLimit.compareTo(RUN_LIMIT) > 0;
            if (isReplaced && next == null) {
                makeNext();
            }
            unlessAcquiredIn(isReplaced ? RUN_LIMIT : idleLimit, this::replace);
        }
    }

    /** Does something later, with the lock, unless somebody connects before. */
    private void unlessAcquiredIn(Duration delay, Runnable action) {
        long before = acquired;
        scheduler.schedule(
                () -> threads.execute(() -> {
                    synchronized (this) {
                        if (acquired == before && !closed) {
                            action.run();
                        }
                    }
                }),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The one that was used goes; the next one, if there is one, waits for whoever comes. */
    private void replace() {
        if (current != null) {
            discardLater(CompletableFuture.completedFuture(current));
            current = null;
        }
        if (next != null) {
            unlessAcquiredIn(idleLimit, this::discardBoth);
        }
    }

    private void makeNext() {
        next = CompletableFuture.supplyAsync(this::start, threads).whenComplete((server, failure) -> {
            if (failure != null && !closed) {
                LOG.warn("{}: no shadow database can be made ahead", name, failure);
            }
        });
    }

    /** The one that was made ahead, or one that is made now. */
    private ShadowServer takeNext() {
        if (next != null) {
            try {
                ShadowServer ready = next.join();
                if (ready.isAlive()) {
                    next = null;
                    return ready;
                }
                discardLater(next);
            } catch (CompletionException e) {
                // Whoever needs one meets what is wrong.
            }
            next = null;
        }
        return start();
    }

    private ShadowServer start() {
        Path folder = directory.resolve(Integer.toString(made.incrementAndGet()));
        return ShadowServer.start(name, clusters.get(), folder, password, settings.get(), () -> closed);
    }

    private void discardBoth() {
        if (current != null) {
            discardLater(CompletableFuture.completedFuture(current));
            current = null;
        }
        if (next != null) {
            discardLater(next);
            next = null;
        }
    }

    private void discardLater(CompletableFuture<ShadowServer> server) {
        discarding = server.exceptionally(failure -> null)
                .thenAcceptBothAsync(
                        discarding,
                        (used, done) -> {
                            if (used != null) {
                                used.discard(storage);
                            }
                            deleteFolderIfUnused();
                        },
                        threads);
    }

    private synchronized void deleteFolderIfUnused() {
        if (current == null && next == null) {
            ShadowServer.deleteIfEmpty(directory);
        }
    }

    /** Throws the servers away, for good. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<Void> ended;
        synchronized (this) {
            discardBoth();
            ended = discarding;
        }
        ended.join();
        ShadowServer.discardAll(storage, directory);
    }

    /** Removes what a daemon that was killed left: its shadow servers and their data. */
    void removeLeftOver() {
        ShadowServer.discardAll(storage, directory);
    }
}
