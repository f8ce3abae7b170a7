package dev.jprisma.postgres;

import dev.jprisma.state.FileGuard;
import java.nio.file.Path;

/**
 * Lets one thread of all processes of this machine do something at a time. Whoever comes second waits, be it another
 * process, another thread, or this class loaded a second time in one JVM, as build tools do.
 */
public final class ProcessLock {
    private ProcessLock() {}

    /** What is done under the lock. */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {
        T run() throws E;
    }

    /** @param file in a folder that exists; it is made, stays, and holds nothing */
    public static <T, E extends Exception> T holding(Path file, Action<T, E> action) throws E {
        // Interned strings are the one thing all class loaders share, and a process may lock a file only once at a
        // time.
        synchronized (("dev.jprisma.lock:" + file.toAbsolutePath()).intern()) {
            FileGuard guard = FileGuard.acquire(file);
            try {
                return action.run();
            } finally {
                guard.close();
            }
        }
    }
}
