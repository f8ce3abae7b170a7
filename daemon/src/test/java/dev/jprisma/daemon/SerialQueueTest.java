package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class SerialQueueTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = NamedThreads.pool("test");
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        threads.shutdownNow();
    }

    private SerialQueue queue(Duration longestWait) {
        return new SerialQueue("shop", threads, longestWait, () -> {});
    }

    private void hold(SerialQueue queue) {
        CountDownLatch begun = new CountDownLatch(1);
        queue.execute("stop", () -> {
            begun.countDown();
            awaitRelease();
        });
        await().until(() -> begun.getCount() == 0);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void doesOneThingAtATimeInTheOrderInWhichItWasAsked() {
        SerialQueue queue = queue(LONG);
        List<Integer> done = new CopyOnWriteArrayList<>();
        AtomicInteger atOnce = new AtomicInteger();

        IntStream.range(0, 200)
                .forEach(i -> queue.execute("task", () -> {
                    assertThat(atOnce.incrementAndGet()).isOne();
                    done.add(i);
                    atOnce.decrementAndGet();
                }));

        assertThat(queue.call("last", done::size)).isEqualTo(200);
        assertThat(done).isSorted();
    }

    @Test
    void whoAskedGoesOnWhenWhatComesAfterEachIsDone() {
        AtomicInteger after = new AtomicInteger();
        SerialQueue queue = new SerialQueue("shop", threads, LONG, after::incrementAndGet);

        IntStream.rangeClosed(1, 200).forEach(i -> {
            queue.call("task", () -> 0);
            assertThat(after).hasValue(i);
        });
    }

    @Test
    void goesOnAfterAFailureAndTellsItToWhoAsked() {
        SerialQueue queue = queue(LONG);
        queue.execute("task", () -> {
            throw new StackOverflowError("of a task");
        });

        assertThatThrownBy(() -> queue.call("start", () -> {
                    throw new JprismaException(ErrorKind.NOT_FOUND, "No such thing");
                }))
                .hasMessage("No such thing");
        assertThat(queue.call("start", () -> 7)).isEqualTo(7);
    }

    @Test
    void whoWaitsTooLongForHisTurnIsToldForWhatAndIsNotServedLater() {
        SerialQueue queue = queue(Duration.ofMillis(50));
        hold(queue);
        AtomicInteger served = new AtomicInteger();

        assertThatThrownBy(() -> queue.call("start", served::incrementAndGet))
                .isInstanceOfSatisfying(
                        JprismaException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BUSY))
                .hasMessageContaining("shop is busy with another command (stop)");

        release.countDown();
        await().until(queue::isIdle);
        assertThat(served).hasValue(0);
    }

    @Test
    void whatIsUnderWayTakesAsLongAsItTakes() {
        SerialQueue queue = queue(Duration.ofMillis(50));
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                () -> queue.call("stop", () -> {
                    awaitRelease();
                    return 1;
                }),
                threads);
        await().until(() -> queue.doing().equals("stop"));
        assertThatThrownBy(() -> queue.call("start", () -> 2)).hasMessageContaining("busy");
        assertThat(answer).isNotDone();

        release.countDown();

        assertThat(answer.join()).isEqualTo(1);
    }

    @Test
    void aClosedOneLeavesWhatHangsAndBeginsNothing() {
        SerialQueue queue = queue(LONG);
        hold(queue);
        AtomicInteger served = new AtomicInteger();
        queue.execute("later", served::incrementAndGet);

        assertThat(queue.close(Duration.ofMillis(50))).isFalse();
        assertThat(queue.doing()).isEqualTo("stop");
        assertThatThrownBy(() -> queue.call("start", served::incrementAndGet)).hasMessageContaining("ending");

        release.countDown();
        await().until(queue::isIdle);
        assertThat(served).hasValue(0);
        assertThat(queue.close(LONG)).isTrue();
    }

    @Test
    void whoIsPatientWaitsForWhatTakesLongAndIsToldOfIt() {
        SerialQueue queue = queue(Duration.ofSeconds(2));
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<String> snapshot = copying(queue);

        CompletableFuture<String> stop = CompletableFuture.supplyAsync(
                () -> queue.callPatiently("stop", new Asker(told::add, () -> false), () -> "stopped"), threads);

        await().until(() -> !told.isEmpty());
        assertThatThrownBy(() -> queue.call("start", () -> "started"))
                .hasMessageContaining("shop is busy with another command (snapshot)");
        assertThat(stop).isNotDone();
        release.countDown();
        assertThat(snapshot.join()).isEqualTo("taken");
        assertThat(stop.join()).isEqualTo("stopped");
        assertThat(told).containsExactly("Waiting until the snapshot of shop has ended");
    }

    @Test
    void whoGoesWhileHeWaitsForWhatTakesLongHasNothingDone() {
        SerialQueue queue = queue(LONG);
        CompletableFuture<String> snapshot = copying(queue);

        assertThatThrownBy(() -> queue.callPatiently("stop", new Asker(told -> {}, () -> true), () -> {
                    throw new AssertionError("done all the same");
                }))
                .hasMessage("Whoever asked for it has gone");
        release.countDown();
        snapshot.join();
        assertThat(queue.call("looking", () -> "idle")).isEqualTo("idle");
    }

    @Test
    void whoIsPatientDoesNotWaitForWhatHangs() {
        SerialQueue queue = queue(Duration.ofMillis(500));
        hold(queue);

        assertThatThrownBy(() -> queue.callPatiently("stop", new Asker(told -> {}, () -> false), () -> "stopped"))
                .isInstanceOfSatisfying(
                        JprismaException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BUSY));
    }

    private CompletableFuture<String> copying(SerialQueue queue) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> outcome = CompletableFuture.supplyAsync(
                () -> queue.callLong("snapshot", () -> {
                    begun.countDown();
                    awaitRelease();
                    return "taken";
                }),
                threads);
        await().until(() -> begun.getCount() == 0);
        return outcome;
    }
}
