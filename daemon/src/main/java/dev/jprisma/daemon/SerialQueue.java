package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing at a time, in the order in which it was asked, on threads that it has only while there is something to
 * do. Safe for threads: who asks never waits for a lock, and not for ever for his turn.
 */
final class SerialQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SerialQueue.class);

    private final String name;
    private final Executor threads;
    private final Duration longestWait;
    private final Runnable afterEach;

    /** Guarded by itself, as is all that follows. */
    private final Queue<Task> waiting = new ArrayDeque<>();

    private Task doing;
    private boolean closed;

    /**
     * @param name whose queue it is, for messages
     * @param longestWait for one's turn
     * @param afterEach is run after each task, before whoever asked for it goes on
     */
    SerialQueue(String name, Executor threads, Duration longestWait, Runnable afterEach) {
        this.name = name;
        this.threads = threads;
        this.longestWait = longestWait;
        this.afterEach = afterEach;
    }

    /** Does it when its turn comes; a failure is logged. Nothing is done any more once the queue is closed. */
    void execute(String what, Runnable work) {
        Runnable logged = () -> {
            try {
                work.run();
            } catch (Throwable e) {
                LOG.error("{}: {} failed", name, what, e);
            }
        };
        add(new Task(what, logged, () -> {}));
    }

    /**
     * Does it when its turn comes, and waits for its end.
     *
     * @param what such as {@code start}, for who waits behind it
     * @throws JprismaException ({@link ErrorKind#BUSY}) if its turn did not come in time; then it is not done any more
     */
    <T> T call(String what, Supplier<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Task task = new Task(
                what,
                () -> {
                    try {
                        outcome.complete(work.get());
                    } catch (Throwable e) {
                        outcome.completeExceptionally(e);
                    }
                },
                () -> done.complete(null));
        if (!add(task)) {
            throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, name + ": the daemon is ending");
        }
        awaitTurn(task);
        done.join();
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void awaitTurn(Task task) {
        try {
            task.begun.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
            return;
        } catch (TimeoutException e) {
            if (!task.claim()) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!task.claim()) {
                return;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        throw new JprismaException(
                ErrorKind.BUSY,
                name + " is busy with another command (" + doing() + ") for more than " + longestWait.toSeconds()
                        + " s; try again when that is done");
    }

    private boolean add(Task task) {
        synchronized (waiting) {
            if (closed) {
                return false;
            }
            waiting.add(task);
            if (doing == null) {
                next();
            }
            return true;
        }
    }

    private void next() {
        doing = waiting.poll();
        if (doing != null) {
            Task task = doing;
            try {
                threads.execute(() -> run(task));
            } catch (Throwable e) {
                doing = null;
                waiting.remove(task);
                throw e;
            }
        }
    }

    private void run(Task task) {
        try {
            if (task.claim()) {
                task.begun.complete(null);
                task.work.run();
            }
            afterEach.run();
        } finally {
            task.done.run();
            synchronized (waiting) {
                doing = null;
                if (closed) {
                    waiting.notifyAll();
                } else {
                    next();
                }
            }
        }
    }

    /** What it does now; empty if nothing. */
    String doing() {
        synchronized (waiting) {
            return doing == null ? "" : doing.what;
        }
    }

    boolean isIdle() {
        return doing().isEmpty();
    }

    /**
     * Begins nothing any more, and waits for what is under way.
     *
     * @return whether that ended in time
     */
    boolean close(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (waiting) {
            closed = true;
            waiting.clear();
            try {
                for (long left = limit.toMillis(); doing != null && left > 0; ) {
                    waiting.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return doing == null;
        }
    }

    /** Claimed once: by the thread that does it, or by who will not wait for it any more. */
    private static final class Task {
        final String what;
        final Runnable work;
        final Runnable done;
        final CompletableFuture<Void> begun = new CompletableFuture<>();
        private final AtomicBoolean claimed = new AtomicBoolean();

        Task(String what, Runnable work, Runnable done) {
            this.what = what;
            this.work = work;
            this.done = done;
        }

        boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }
}
