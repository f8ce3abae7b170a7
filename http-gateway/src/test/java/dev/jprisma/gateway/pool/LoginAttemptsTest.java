package dev.jprisma.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class LoginAttemptsTest {

    /** Of a machine whose clock is just running over. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final LoginAttempts attempts = new LoginAttempts(now::get);

    private void fail() {
        assertThatThrownBy(() -> attempts.attempt(Duration.ZERO, () -> {
                    throw new LoginRefusedException("28000", "wrong");
                }))
                .hasMessage("wrong");
    }

    private void failTooOften() {
        for (int i = 0; i < LoginAttempts.MOST_FAILED; i++) {
            fail();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void assertRefused(long seconds) {
        assertThatThrownBy(attempts::check)
                .isInstanceOfSatisfying(
                        LoginRefusedException.class,
                        e -> assertThat(e.retrySeconds()).isEqualTo(seconds));
        assertThatThrownBy(() -> attempts.attempt(Duration.ZERO, () -> "in"))
                .hasMessageContaining("try again in " + seconds + " s");
    }

    @Test
    void areForgivenOneAfterTheOther() {
        failTooOften();
        assertRefused(LoginAttempts.SECONDS_EACH);
        pass(Duration.ofMillis(100));
        assertRefused(LoginAttempts.SECONDS_EACH);
        pass(Duration.ofSeconds(LoginAttempts.SECONDS_EACH).minusMillis(101));
        assertRefused(1);
        pass(Duration.ofMillis(1));
        assertThat(attempts.attempt(Duration.ZERO, () -> "in")).isEqualTo("in");
        fail();
        assertRefused(LoginAttempts.SECONDS_EACH);
    }

    @Test
    void areAllForgivenInTheEnd() {
        failTooOften();
        pass(Duration.ofSeconds(TimeUnit.DAYS.toSeconds(1)));
        failTooOften();
        assertRefused(LoginAttempts.SECONDS_EACH);
    }

    @Test
    void countOnlyWhenTheyFail() {
        for (int i = 0; i < 2 * LoginAttempts.MOST_FAILED; i++) {
            assertThat(attempts.attempt(Duration.ZERO, () -> "in")).isEqualTo("in");
            assertThatThrownBy(() -> attempts.attempt(Duration.ZERO, () -> {
                        throw new IllegalStateException("no server");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void countAsFailedWhileUnderWay() {
        for (int i = 1; i < LoginAttempts.MOST_FAILED; i++) {
            fail();
        }
        attempts.attempt(
                Duration.ZERO,
                () -> assertThatThrownBy(() -> attempts.attempt(Duration.ZERO, () -> "in"))
                        .isInstanceOf(PoolExhaustedException.class));
        assertThat(attempts.attempt(Duration.ZERO, () -> "in")).isEqualTo("in");
    }
}
