package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class AcceptBackoffTest {

    private final AcceptBackoff backoff = new AcceptBackoff();

    @Test
    void waitsForLongerAndLongerUpToASecond() {
        assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(10));
        assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(20));
        for (int i = 0; i < 100; i++) {
            backoff.failed();
        }
        assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void tellsOfTheFirstFailureAndOfTheEndOfAll() {
        assertThat(backoff.isFailing()).isFalse();
        backoff.failed();
        assertThat(backoff.isFailing()).isTrue();
        backoff.failed();
        assertThat(backoff.succeeded()).isTrue();
        assertThat(backoff.succeeded()).isFalse();
        assertThat(backoff.isFailing()).isFalse();
        assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(10));
    }
}
