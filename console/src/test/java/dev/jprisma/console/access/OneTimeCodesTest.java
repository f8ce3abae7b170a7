package dev.jprisma.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class OneTimeCodesTest {
    private final SettableClock clock = new SettableClock();
    private final OneTimeCodes codes = new OneTimeCodes(clock);
    private final List<String> gone = new ArrayList<>();

    @Test
    void aCodeWorksOnce() {
        String code = codes.issue(() -> gone.add("used"));
        assertThat(codes.use(code)).isTrue();
        assertThat(gone).containsExactly("used");
        assertThat(codes.use(code)).isFalse();
        assertThat(gone).hasSize(1);
    }

    @Test
    void aCodeWorksForAMinute() {
        String first = codes.issue(() -> gone.add("first"));
        clock.pass(Duration.ofSeconds(59));
        String second = codes.issue(() -> gone.add("second"));
        clock.pass(Duration.ofSeconds(1));
        assertThat(codes.use(first)).isFalse();
        assertThat(gone).containsExactly("first");
        assertThat(codes.use(second)).isTrue();
    }

    @Test
    void whoAsksForManyTakesNoMemoryForThem() {
        String first = codes.issue(() -> gone.add("first"));
        for (int i = 0; i < 100; i++) {
            codes.issue(() -> {});
        }
        assertThat(gone).containsExactly("first");
        assertThat(codes.use(first)).isFalse();
    }

    @Test
    void noOtherTextIsACode() {
        codes.issue(() -> {});
        assertThat(codes.use("")).isFalse();
        assertThat(codes.use("null")).isFalse();
    }
}
