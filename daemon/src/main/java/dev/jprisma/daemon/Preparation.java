package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.JprismaHome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * PostgreSQL's binaries and the template cluster, made ready in the background when the daemon starts. Whoever needs
 * them waits, and hears what is being done. A failure, say of a full disk, is not kept: the next one who asks tries
 * again.
 */
final class Preparation {
    private final JprismaHome home;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile String doing;
    private Storage storage;
    private ClusterFactory prepared;

    Preparation(JprismaHome home) {
        this.home = home;
    }

    /** Waits until all is ready; {@code progress} is told of what takes long. */
    ClusterFactory await(Consumer<String> progress) {
        listeners.add(progress);
        try {
            if (doing != null) {
                progress.accept(doing);
            }
            return prepare();
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

    private synchronized ClusterFactory prepare() {
        if (prepared == null) {
            try {
                prepared = ClusterFactory.prepare(storage(), this::announce);
            } finally {
                doing = null;
            }
        }
        return prepared;
    }

    private void announce(String message) {
        doing = message;
        listeners.forEach(listener -> listener.accept(message));
    }
}
