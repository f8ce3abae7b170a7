package dev.jprisma.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of a template made ahead, and dropped behind, by a thread of its own. It begins with a few and keeps more the
 * oftener it was found empty, so a run of one test does not pay for a run of hundreds.
 */
final class ClonePool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClonePool.class);
    private static final int FIRST_WANTED = 2;
    private static final int MOST_WANTED = 16;
    /** Above this, dropping goes first: each takes 8 MB of memory. */
    private static final int MOST_DISCARDED = 32;

    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Administration administration;
    private final String template;
    private final AtomicInteger number = new AtomicInteger();
    private final Thread worker = new Thread(this::work, "jprisma-clones");

    private final Object monitor = new Object();
    /** These four are guarded by the monitor. */
    private final Queue<String> ready = new ArrayDeque<>();

    private final Queue<String> discarded = new ArrayDeque<>();
    private int wanted = FIRST_WANTED;
    private boolean closed;

    ClonePool(Administration administration, String template) {
        this.administration = administration;
        this.template = template;
        worker.setDaemon(true);
    }

    void start() {
        worker.start();
    }

    /** One that was made ahead, if there is one. */
    Optional<String> take() {
        synchronized (monitor) {
            String name = ready.poll();
            if (name == null) {
                wanted = Math.min(MOST_WANTED, Math.max(1, wanted * 2));
            }
            monitor.notifyAll();
            return Optional.ofNullable(name);
        }
    }

    /** Makes one now. */
    String create() {
        String name = "test_" + number.incrementAndGet();
        administration.create(name, template);
        return name;
    }

    /** Drops it some time soon. */
    void discard(String name) {
        synchronized (monitor) {
            discarded.add(name);
            monitor.notifyAll();
        }
    }

    private void work() {
        try {
            for (Optional<Runnable> job = next(); job.isPresent(); job = next()) {
                job.get().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Runnable> next() throws InterruptedException {
        synchronized (monitor) {
            while (!closed && ready.size() >= wanted && discarded.isEmpty()) {
                monitor.wait();
            }
            if (closed) {
                return Optional.empty();
            }
            if (ready.size() < wanted && discarded.size() < MOST_DISCARDED) {
                return Optional.of(this::addClone);
            }
            String name = discarded.remove();
            return Optional.of(() -> drop(name));
        }
    }

    /** One that the server does not let go costs its room, and goes with the server. */
    private void drop(String name) {
        try {
            administration.drop(name);
        } catch (RuntimeException e) {
            LOG.warn("Cannot drop the database {}", name, e);
        }
    }

    private void addClone() {
        try {
            String name = create();
            synchronized (monitor) {
                ready.add(name);
                monitor.notifyAll();
            }
        } catch (RuntimeException e) {
            // Whoever needs a database makes one itself, and meets what is wrong.
            LOG.warn("No databases are made ahead until one is needed", e);
            synchronized (monitor) {
                wanted = 0;
                monitor.notifyAll();
            }
        }
    }

    /** Waits until as many are ready as are wanted now. */
    void awaitFull() throws InterruptedException {
        synchronized (monitor) {
            while (ready.size() < wanted && worker.isAlive()) {
                monitor.wait(100);
            }
        }
    }

    /** Stops making more, and drops all nobody has: where the server goes on for those that are kept. */
    void drain() {
        close();
        List<String> unused = new ArrayList<>();
        synchronized (monitor) {
            unused.addAll(ready);
            unused.addAll(discarded);
        }
        unused.forEach(this::drop);
    }

    /** Stops making more, and returns when nothing is being made, or 10 s later. */
    @Override
    public void close() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
        try {
            worker.join(END_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
