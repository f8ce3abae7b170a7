package dev.jprisma.gateway.prisma.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten requests a second, and five at once. */
@Tag("fast")
class RequestRateTest {
    private static final long SECOND = 1_000_000_000;

    private static long takenOf(RequestRate rate, int tries, long now) {
        return IntStream.range(0, tries).filter(i -> rate.take(now)).count();
    }

    /** {@link System#nanoTime} may be negative, and overflow. */
    @ParameterizedTest
    @ValueSource(longs = {0, -5 * SECOND, Long.MAX_VALUE - SECOND, Long.MIN_VALUE})
    void takesSomeAtOnceAndThenAsManyAsTimeHasPassedFor(long start) {
        RequestRate rate = new RequestRate(10, 5, start);

        assertThat(takenOf(rate, 100, start)).isEqualTo(5);
        assertThat(takenOf(rate, 100, start + SECOND / 10)).isEqualTo(1);
        assertThat(takenOf(rate, 100, start + SECOND / 2)).isEqualTo(4);
    }

    @Test
    void takesNoMoreAtOnceAfterALongPause() {
        RequestRate rate = new RequestRate(10, 5, 0);

        assertThat(takenOf(rate, 100, 3600 * SECOND)).isEqualTo(5);
    }
}
