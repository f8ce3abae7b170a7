package dev.jprisma.gateway.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final CompletableFuture<Boolean> waiting = new CompletableFuture<>();

    @Test
    void whoeverHasWaitedForLongComesBeforeThoseWhoComeLater() throws Exception {
        Turns turns = new Turns(1, Duration.ZERO);
        assertTrue(turns.acquire(LONG));
        waitFor(turns);

        turns.release();

        assertFalse(turns.acquire(Duration.ZERO), "the later one came first");
        assertTrue(waiting.get(30, TimeUnit.SECONDS));
        turns.release();
        assertTrue(turns.acquire(Duration.ZERO), "the order is kept when nobody waits any more");
    }

    @Test
    void whoeverHasWaitedInVainTakesNothing() throws Exception {
        Turns turns = new Turns(1, Duration.ofMillis(1));
        assertTrue(turns.acquire(LONG));

        assertFalse(turns.acquire(Duration.ofMillis(2)));

        turns.release();
        assertTrue(turns.acquire(Duration.ZERO));
    }

    private void waitFor(Turns turns) {
        Thread waiter = new Thread(() -> {
            try {
                waiting.complete(turns.acquire(LONG));
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
