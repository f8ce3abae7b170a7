package dev.jprisma.daemon;

import dev.jprisma.state.control.Methods;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells a command, while its request is worked on, that the daemon lives: from a thread that does nothing else, so that
 * what a request waits for does not silence it. Safe for threads.
 */
final class KeepAlive {
    private final ScheduledExecutorService clock = NamedThreads.scheduler("keep-alive");
    private final ExecutorService threads;

    KeepAlive(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Calls {@code tell} regularly, until it is cancelled.
     *
     * @param tell may wait for its command, and is not called again before it returns
     */
    Future<?> during(Runnable tell) {
        AtomicBoolean telling = new AtomicBoolean();
        return clock.scheduleAtFixedRate(
                () -> {
                    if (telling.compareAndSet(false, true)) {
                        threads.execute(() -> {
                            tell.run();
                            telling.set(false);
                        });
                    }
                },
                Methods.WORKING_SECONDS,
                Methods.WORKING_SECONDS,
                TimeUnit.SECONDS);
    }
}
