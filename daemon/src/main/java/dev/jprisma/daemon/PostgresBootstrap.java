package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostgresChoice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * PostgreSQL's binaries and the template cluster, each version's made ready once for all who ask, on a thread of its
 * own. A failure, say of a full disk, is not kept: the next one who asks tries again. Safe for threads.
 */
final class PostgresBootstrap {
    private final JprismaHome home;
    private final Executor threads;
    /** Guarded by this, as is what follows. */
    private Storage storage;

    private final Map<PostgresChoice, Preparation> preparations = new HashMap<>();

    PostgresBootstrap(JprismaHome home, Executor threads) {
        this.home = home;
        this.threads = threads;
    }

    /** Waits until the packed version is ready. */
    ClusterFactory await() {
        return await(PostgresChoice.DEFAULT);
    }

    /** Waits until that PostgreSQL is ready. */
    ClusterFactory await(PostgresChoice choice) {
        return await(choice, message -> {}, new CompletableFuture<>());
    }

    /**
     * Waits until that PostgreSQL is ready, or nobody needs it any more.
     *
     * @param progress is told of what takes long
     * @param abandoned completes when whoever asked has gone
     * @throws JprismaException why it cannot be made ready, or ({@link ErrorKind#DAEMON_UNAVAILABLE}) that nobody waits
     */
    ClusterFactory await(PostgresChoice choice, Consumer<String> progress, CompletableFuture<?> abandoned) {
        return preparation(choice).await(progress, abandoned);
    }

    /** Where PostgreSQL's files are, which is known without any of them. */
    synchronized Storage storage() {
        if (storage == null) {
            storage = Storage.of(home);
        }
        return storage;
    }

    /** Whoever asks next for that major version of ours looks anew for its binaries. */
    synchronized void forget(int major) {
        preparations.remove(PostgresChoice.of(major));
    }

    /** What is not ours may be another each time. */
    private synchronized Preparation preparation(PostgresChoice choice) {
        Preparation known = preparations.get(choice);
        if (known == null || known.hasFailed() || !choice.isOurs() && known.isDone()) {
            known = new Preparation(choice);
            preparations.put(choice, known);
        }
        return known;
    }

    /** One under way, or done. */
    private final class Preparation {
        private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
        private final CompletableFuture<ClusterFactory> ready;
        private volatile String doing;

        Preparation(PostgresChoice choice) {
            ready = CompletableFuture.supplyAsync(() -> prepare(choice), threads);
        }

        boolean isDone() {
            return ready.isDone();
        }

        boolean hasFailed() {
            return ready.isCompletedExceptionally();
        }

        ClusterFactory await(Consumer<String> progress, CompletableFuture<?> abandoned) {
            listeners.add(progress);
            try {
                String now = doing;
                if (now != null) {
                    progress.accept(now);
                }
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

        private ClusterFactory prepare(PostgresChoice choice) {
            try {
                return ClusterFactory.prepare(storage(), choice, this::announce);
            } finally {
                doing = null;
            }
        }

        private void announce(String message) {
            doing = message;
            listeners.forEach(listener -> listener.accept(message));
        }
    }
}
