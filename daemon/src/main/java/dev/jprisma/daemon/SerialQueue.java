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

    /** How often who waits looks what for. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

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
        add(new Task(what, false, logged, () -> {}));
    }

    /**
     * Does it when its turn comes, and waits for its end.
     *
     * @param what such as {@code start}, for who waits behind it
     * @throws JprismaException ({@link ErrorKind#BUSY}) if its turn did not come in time; then it is not done any more
     */
    <T> T call(String what, Supplier<T> work) {
        return call(what, false, null, work);
    }

    /** The same of what may take long, and be waited for by who has the patience. */
    <T> T callLong(String what, Supplier<T> work) {
        return call(what, true, null, work);
    }

    /**
     * The same for who waits behind what takes long as long as it takes.
     *
     * @param asker is told what he waits for; when he has gone it is not done any more
     */
    <T> T callPatiently(String what, Asker asker, Supplier<T> work) {
        return call(what, false, asker, work);
    }

    /** @param patient null for who is not */
    private <T> T call(String what, boolean takesLong, Asker patient, Supplier<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Task task = new Task(
                what,
                takesLong,
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
        awaitTurn(task, patient);
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

    private void awaitTurn(Task task, Asker patient) {
        Task told = null;
        long end = System.nanoTime() + longestWait.toNanos();
        while (!hasBegun(task, Math.min(LOOK_NANOS, end - System.nanoTime()))) {
            Task before = before();
            boolean waits = patient != null && before != null && before.takesLong;
            if (waits && patient.gone().getAsBoolean() && task.claim()) {
                throw Asker.hasGone();
            }
            if (waits && before != told) {
                patient.tell("Waiting until the " + before.what + " of " + name + " has ended");
                told = before;
            }
            if (waits) {
                end = System.nanoTime() + longestWait.toNanos();
            }
            if ((System.nanoTime() >= end || Thread.currentThread().isInterrupted()) && task.claim()) {
                throw busy();
            }
        }
    }

    /** Waits for it to begin, but not if interrupted. */
    private static boolean hasBegun(Task task, long nanos) {
        try {
            task.begun.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private JprismaException busy() {
        return new JprismaException(
                ErrorKind.BUSY,
                name + " is busy with another command (" + doing() + ") for more than " + longestWait.toSeconds()
                        + " s; try again when that is done");
    }

    private Task before() {
        synchronized (waiting) {
            return doing;
        }
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
        final boolean takesLong;
        final Runnable work;
        final Runnable done;
        final CompletableFuture<Void> begun = new CompletableFuture<>();
        private final AtomicBoolean claimed = new AtomicBoolean();

        Task(String what, boolean takesLong, Runnable work, Runnable done) {
            this.what = what;
            this.takesLong = takesLong;
            this.work = work;
            this.done = done;
        }

        boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }
}
