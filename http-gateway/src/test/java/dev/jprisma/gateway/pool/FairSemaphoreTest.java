package dev.jprisma.gateway.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("fast")
@Timeout(30)
class FairSemaphoreTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final CompletableFuture<Boolean> waiting = new CompletableFuture<>();

    @Test
    void whoeverHasWaitedForLongComesBeforeThoseWhoComeLater() throws Exception {
        FairSemaphore permits = new FairSemaphore(1, Duration.ZERO);
        assertTrue(permits.acquire(LONG));
        waitFor(permits);

        permits.release();

        assertFalse(permits.acquire(Duration.ZERO), "the later one came first");
        assertTrue(waiting.get(30, TimeUnit.SECONDS));
        permits.release();
        assertTrue(permits.acquire(Duration.ZERO), "the order is kept when nobody waits any more");
    }

    @Test
    void whoeverHasWaitedInVainTakesNothing() throws Exception {
        FairSemaphore permits = new FairSemaphore(1, Duration.ofMillis(1));
        assertTrue(permits.acquire(LONG));

        assertFalse(permits.acquire(Duration.ofMillis(2)));

        permits.release();
        assertTrue(permits.acquire(Duration.ZERO));
    }

    private void waitFor(FairSemaphore permits) {
        Thread waiter = new Thread(() -> {
            try {
                waiting.complete(permits.acquire(LONG));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        waiter.setDaemon(true);
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
