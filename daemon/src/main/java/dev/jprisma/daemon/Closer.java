package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Closes what was opened, the last first, all within one limit: what does not close in time is left, and the next one's
 * turn comes. Of one thread.
 */
final class Closer {
    /** Also what comes when the limit has passed is asked to close, and seldom takes longer. */
    private static final long LEAST_MILLIS = 100;

    private final Executor threads;
    private final Deque<Resource> resources = new ArrayDeque<>();

    private record Resource(String name, AutoCloseable closeable) {}

    /** @param threads where the closing is done, so that one that hangs is left behind */
    Closer(Executor threads) {
        this.threads = threads;
    }

    /** @param name for the failure, such as {@code its HTTP port} */
    <T extends AutoCloseable> T add(String name, T resource) {
        resources.push(new Resource(name, resource));
        return resource;
    }

    /**
     * Closes all. A second time there is nothing to do.
     *
     * @throws JprismaException the first failure, with the others suppressed
     */
    void close(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        JprismaException first = null;
        while (!resources.isEmpty()) {
            Resource resource = resources.pop();
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            JprismaException failure = close(resource, Math.max(LEAST_MILLIS, left));
            if (first == null) {
                first = failure;
            } else if (failure != null) {
                first.addSuppressed(failure);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private JprismaException close(Resource resource, long millis) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    resource.closeable().close();
                    closed.complete(null);
                } catch (Throwable e) {
                    closed.completeExceptionally(e);
                }
            });
            closed.get(millis, TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException e) {
            return failure(resource, "within " + millis + " ms", null);
        } catch (ExecutionException e) {
            return failure(resource, "(" + e.getCause() + ")", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure(resource, "(interrupted)", e);
        } catch (RuntimeException | Error e) {
            return failure(resource, "(" + e + ")", e);
        }
    }

    private static JprismaException failure(Resource resource, String why, Throwable cause) {
        return new JprismaException(ErrorKind.INTERNAL, resource.name() + " did not close " + why, cause);
    }
}
