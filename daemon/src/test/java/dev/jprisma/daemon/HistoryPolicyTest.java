package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.HistoryBase;
import dev.jprisma.state.HistoryLength;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which base copies stay, and when there is to be another. */
@Tag("fast")
class HistoryPolicyTest {
    private static final long MB = 1 << 20;
    private static final Instant NOW = Instant.parse("2026-11-27T18:00:00Z");

    private final HistoryPolicy policy = new HistoryPolicy(HistoryLength.of("1h"), 900 * MB);

    @Test
    void theOneFromBeforeTheFirstMomentStaysAndOlderOnesGo() {
        List<HistoryBase> bases = List.of(base("a", 200, 0), base("b", 61, 10), base("c", 30, 20));

        assertThat(policy.needed(bases, NOW, 30 * MB)).containsExactly(bases.get(1), bases.get(2));
        assertThat(policy.needed(bases.subList(0, 1), NOW, 30 * MB)).containsExactly(bases.get(0));
    }

    @Test
    void moreWalThanTwoThirdsOfWhatMayBeShortensIt() {
        List<HistoryBase> bases = List.of(base("a", 20, 0), base("b", 10, 300));

        assertThat(policy.needed(bases, NOW, 600 * MB)).isEqualTo(bases);
        assertThat(policy.needed(bases, NOW, 601 * MB)).containsExactly(bases.get(1));
    }

    @Test
    void anotherIsMadeWhenTheLastIsOldOrItsWalIsMuchButNotWhereNothingHappens() {
        assertThat(policy.wantsBase(List.of(), NOW, 0)).isTrue();
        assertThat(policy.wantsBase(List.of(base("a", 6000, 0)), NOW, 63 * MB)).isFalse();
        assertThat(policy.wantsBase(List.of(base("a", 61, 0)), NOW, 64 * MB)).isTrue();
        assertThat(policy.wantsBase(List.of(base("a", 59, 0)), NOW, 64 * MB)).isFalse();
        assertThat(policy.wantsBase(List.of(base("a", 1, 0)), NOW, 299 * MB)).isFalse();
        assertThat(policy.wantsBase(List.of(base("a", 1, 0)), NOW, 300 * MB)).isTrue();
    }

    private static HistoryBase base(String digit, long minutesAgo, long megabytes) {
        return new HistoryBase(digit.repeat(8), megabytes * MB, NOW.minusSeconds(minutesAgo * 60), 1);
    }
}
