package dev.jprisma.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class LogRateTest {

    private final LogRate rate = new LogRate();

    @Test
    void takesSoManyLinesInAWhileAndSaysHowManyItLeftOut() {
        long now = Long.MAX_VALUE - 5; // it overflows in between
        for (int i = 0; i < LogRate.MOST_LINES; i++) {
            assertThat(rate.judge("flood", now)).isEqualTo(new LogRate.Verdict(true, 0));
        }
        for (int i = 0; i < 7; i++) {
            assertThat(rate.judge("flood", now + 1)).isEqualTo(new LogRate.Verdict(false, 0));
        }
        assertThat(rate.judge("another", now + 1)).isEqualTo(new LogRate.Verdict(true, 0));

        long later = now + LogRate.WHILE.toNanos() + 2;
        assertThat(rate.judge("flood", later)).isEqualTo(new LogRate.Verdict(true, 7));
        assertThat(rate.judge("flood", later)).isEqualTo(new LogRate.Verdict(true, 0));
    }
}
