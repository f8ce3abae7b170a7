package dev.jprisma.daemon;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Where the daemon's threads are made: named, and none keeps the process from ending. */
final class NamedThreads {
    private NamedThreads() {}

    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** As many threads as there is work, each gone after a minute without. */
    static ExecutorService pool(String name) {
        return Executors.newCachedThreadPool(factory(name));
    }

    static ScheduledExecutorService scheduler(String name) {
        return Executors.newSingleThreadScheduledExecutor(factory(name));
    }

    private static ThreadFactory factory(String name) {
        AtomicLong count = new AtomicLong();
        return work -> {
            Thread thread = new Thread(work, name + " " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
