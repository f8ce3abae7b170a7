package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * PostgreSQL's binaries and the template cluster, made ready once for all who ask, on a thread of its own. A failure,
 * say of a full disk, is not kept: the next one who asks tries again. Safe for threads.
 */
final class PostgresBootstrap {
    private final JprismaHome home;
    private final Executor threads;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile String doing;
    /** Guarded by this, as is what follows. */
    private Storage storage;

    private CompletableFuture<ClusterFactory> preparing;

    PostgresBootstrap(JprismaHome home, Executor threads) {
        this.home = home;
        this.threads = threads;
    }

    /** Waits until all is ready. */
    ClusterFactory await() {
        return await(message -> {}, new CompletableFuture<>());
    }

    /**
     * Waits until all is ready, or nobody needs it any more.
     *
     * @param progress is told of what takes long
     * @param abandoned completes when whoever asked has gone
     * @throws JprismaException why it cannot be made ready, or ({@link ErrorKind#DAEMON_UNAVAILABLE}) that nobody waits
     */
    ClusterFactory await(Consumer<String> progress, CompletableFuture<?> abandoned) {
        listeners.add(progress);
        try {
            String now = doing;
            if (now != null) {
                progress.accept(now);
            }
            CompletableFuture<ClusterFactory> ready = preparing();
            CompletableFuture.anyOf(ready, abandoned).join();
            if (!ready.isDone()) {
                throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "Whoever asked for it has gone");
            }
            return ready.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof JprismaException known ? known : e;
        } finally {
            listeners.remove(progress);
        }
    }

    /** Where PostgreSQL's files are, which is known without any of them. */
    synchronized Storage storage() {
        if (storage == null) {
            storage = Storage.of(home);
        }
        return storage;
    }

    private synchronized CompletableFuture<ClusterFactory> preparing() {
        if (preparing == null || preparing.isCompletedExceptionally()) {
            preparing = CompletableFuture.supplyAsync(this::prepare, threads);
        }
        return preparing;
    }

    private ClusterFactory prepare() {
        try {
            return ClusterFactory.prepare(storage(), this::announce);
        } finally {
            doing = null;
        }
    }

    private void announce(String message) {
        doing = message;
        listeners.forEach(listener -> listener.accept(message));
    }
}
