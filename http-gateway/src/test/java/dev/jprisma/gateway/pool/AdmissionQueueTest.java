package dev.jprisma.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("fast")
@Timeout(30)
class AdmissionQueueTest {

    private final ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler();
    private final AdmissionQueue queue = new AdmissionQueue(2, Duration.ofMinutes(1), scheduler);
    /** What threads would do, done when the test says so. */
    private final Deque<Runnable> threads = new ArrayDeque<>();

    private final List<String> served = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        scheduler.start();
    }

    @AfterEach
    void stop() throws Exception {
        scheduler.stop();
    }

    @Test
    void letsInAsManyAsThereAreSessions() {
        fill();
        assertThat(queue.tryEnter()).isFalse();

        queue.leave();
        assertThat(queue.tryEnter()).isTrue();
    }

    @Test
    void servesTheLineInItsOrderOnOneThread() {
        fill();
        stand("first");
        stand("second");
        assertThat(queue.waiting()).isEqualTo(2);
        assertThat(threads).isEmpty();

        queue.leave();
        assertThat(threads).hasSize(1);
        threads.remove().run();

        assertThat(served).containsExactly("first", "second");
        assertThat(queue.waiting()).isZero();
        assertThat(queue.tryEnter()).isTrue();
        assertThat(queue.tryEnter()).isFalse();
    }

    @Test
    void letsNobodyInAheadOfTheLine() {
        fill();
        AdmissionQueue.Place place = stand("first");
        assertThat(queue.tryEnter()).isFalse();

        assertThat(place.giveUp()).isTrue();
        queue.leave();
        assertThat(queue.tryEnter()).isTrue();
        assertThat(threads).isEmpty();
    }

    @Test
    void servesWhoCameToTheLineWhenThereWasRoomAgain() {
        stand("late");

        threads.remove().run();
        assertThat(served).containsExactly("late");
        fill();
    }

    @Test
    void doesNotServeWhoHasLeftTheLineNorLetsAnybodyLeaveItTwice() {
        fill();
        AdmissionQueue.Place gone = stand("gone");
        AdmissionQueue.Place next = stand("next");

        assertThat(gone.giveUp()).isTrue();
        assertThat(gone.giveUp()).isFalse();
        queue.leave();
        threads.remove().run();
        assertThat(served).containsExactly("next");
        assertThat(next.giveUp()).isFalse();
    }

    @Test
    void goesOnWithAnotherThreadWhenOneFails() {
        fill();
        queue.standInLine(
                threads::add,
                () -> {
                    throw new StackOverflowError();
                },
                () -> {});
        stand("next");

        queue.leave();
        try {
            threads.remove().run();
        } catch (StackOverflowError expected) {
            served.add("failed");
        }
        threads.remove().run();
        assertThat(served).containsExactly("failed", "next");
        assertThat(queue.tryEnter()).isTrue();
    }

    @Test
    void refusesThoseWhoHaveWaitedTooLong() throws InterruptedException {
        AdmissionQueue impatient = new AdmissionQueue(1, Duration.ofMillis(50), scheduler);
        assertThat(impatient.tryEnter()).isTrue();
        CountDownLatch refused = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            impatient.standInLine(threads::add, () -> served.add("refused before"), refused::countDown);
        }

        assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
        impatient.leave();
        assertThat(threads).isEmpty();
        assertThat(served).isEmpty();
        assertThat(impatient.exhausted()).hasMessageContaining("All 1 connections");
    }

    private void fill() {
        assertThat(queue.tryEnter()).isTrue();
        assertThat(queue.tryEnter()).isTrue();
    }

    private AdmissionQueue.Place stand(String who) {
        return queue.standInLine(threads::add, () -> served.add(who), () -> served.add("refused " + who));
    }
}
