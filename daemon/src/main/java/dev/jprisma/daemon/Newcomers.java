package dev.jprisma.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Connections that have not said yet what they want. If there are too many the one that has been silent for longest is
 * closed: who has something to say says it at once. Safe for threads.
 */
final class Newcomers {
    private final int limit;
    private final Set<Closeable> silent = new LinkedHashSet<>();

    Newcomers(int limit) {
        this.limit = limit;
    }

    void add(Closeable connection) throws IOException {
        Closeable oldest = null;
        synchronized (silent) {
            silent.add(connection);
            if (silent.size() > limit) {
                Iterator<Closeable> first = silent.iterator();
                oldest = first.next();
                first.remove();
            }
        }
        if (oldest != null) {
            oldest.close();
        }
    }

    /** It has spoken, or is gone. */
    void remove(Closeable connection) {
        synchronized (silent) {
            silent.remove(connection);
        }
    }
}
