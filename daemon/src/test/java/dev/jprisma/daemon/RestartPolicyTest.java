package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RestartPolicyTest {
    private final RestartPolicy policy = new RestartPolicy();

    @Test
    void startsAgainAtOnceAndThenEverLaterUpToAMinute() {
        Duration before = policy.delayAfter(Duration.ZERO);
        assertThat(before).isEqualTo(Duration.ofMillis(100));
        for (int i = 0; i < 20; i++) {
            Duration next = policy.delayAfter(Duration.ofSeconds(1));
            assertThat(next).isBetween(before, Duration.ofMinutes(1));
            before = next;
        }
        assertThat(before).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aServerThatWasWellForAWhileIsStartedAgainAtOnce() {
        for (int i = 0; i < 20; i++) {
            policy.delayAfter(Duration.ZERO);
        }

        assertThat(policy.delayAfter(Duration.ofMinutes(2))).isEqualTo(Duration.ofMillis(100));
    }
}
