package dev.jprisma.gateway;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The threads of all requests, well-formed or not. Jetty by itself starts one more for each request that it refuses
 * because it is malformed or cut off, however many these are: all who hang up at once in the middle of a head.
 */
final class RequestThreads extends QueuedThreadPool {

    /** A request that waits for a session keeps a thread, and those that have one must find another to go on. */
    private static final int MOST = 1000;

    private static final int FEWEST = 2;
    private static final int IDLE_MILLIS = 5_000;

    RequestThreads() {
        super(MOST, FEWEST, IDLE_MILLIS);
        setName("gateway");
        setDaemon(true);
        setMaxEvictCount(MOST);
        // Measured faster where requests block: the selector hands over requests instead of its own work (by a third),
        // and threads of the system instead of virtual ones (by a quarter). Slow bodies hold none: BodyHandler.
        setReservedThreads(0);
    }

    /** Jetty's answer to "no" is a thread of its own, so a refusal takes its turn with all others. */
    @Override
    public boolean tryExecute(Runnable task) {
        execute(task);
        return true;
    }
}
