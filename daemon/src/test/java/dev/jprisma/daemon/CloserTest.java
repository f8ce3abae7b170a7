package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class CloserTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = NamedThreads.pool("test");
    private final Closer closer = new Closer(threads);
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void closesTheLastFirstAndEachOnce() {
        closer.add("a", () -> closed.add("a"));
        closer.add("b", () -> closed.add("b"));

        closer.close(LONG);
        closer.close(LONG);

        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void keepsTheFirstFailureAndSuppressesTheOthers() {
        closer.add("a", () -> {
            throw new IOException("of a");
        });
        closer.add("b", () -> closed.add("b"));
        closer.add("c", () -> {
            throw new StackOverflowError("of c");
        });

        assertThatThrownBy(() -> closer.close(LONG))
                .hasMessageContaining("c did not close")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessageContaining("of a")));
        assertThat(closed).containsExactly("b");
    }

    @Test
    void leavesWhatHangsBehindAndClosesTheRest() {
        CountDownLatch never = new CountDownLatch(1);
        closer.add("a", () -> closed.add("a"));
        closer.add("b", never::await);

        assertThatThrownBy(() -> closer.close(Duration.ofMillis(50))).hasMessageContaining("b did not close within");

        assertThat(closed).containsExactly("a");
    }
}
