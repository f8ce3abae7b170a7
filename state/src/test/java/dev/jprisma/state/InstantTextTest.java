package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class InstantTextTest {
    private static final long FIRST = Instant.parse("-0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("+10001-01-01T00:00:00Z").getEpochSecond();

    @Test
    void readsAndWritesWhatInstantsWrite() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            int nanos = random.nextInt(1_000_000_000);
            // Of no, three, six or nine digits.
            int unit = new int[] {1_000_000_000, 1_000_000, 1_000, 1}[i % 4];
            Instant instant = Instant.ofEpochSecond(random.nextLong(FIRST, LAST), nanos / unit * (long) unit);
            assertThat(InstantText.parse(instant.toString())).isEqualTo(instant);
            assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
        }
    }

    @Test
    void writesEveryInstantThatThereIs() {
        for (String text : new String[] {"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"}) {
            Instant last = Instant.parse(text);
            for (Instant instant : new Instant[] {last, last.minusNanos(1), last.plusNanos(1)}) {
                assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
            }
        }
        assertThat(InstantText.of(Instant.MIN)).isEqualTo(Instant.MIN.toString());
        assertThat(InstantText.of(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59.9Z",
                "2026-11-28T24:00:00Z",
                "2026-11-28T10:00:00.12Z",
                "2026-11-28T10:00:00z",
                "2026-11-28T10:00:00.Z"
            })
    void readsWhatElseJavaReads(String text) {
        assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-28",
                "2026-11-28T10:00:00",
                "2026-11-28 10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-00-01T10:00:00Z",
                "2026-02-29T10:00:00Z",
                "1900-02-29T10:00:00Z",
                "2026-04-31T10:00:00Z",
                "2026-11-00T10:00:00Z",
                "2026-11-28T24:00:01Z",
                "2026-11-28T10:60:00Z",
                "2026-11-28T10:00:61Z",
                "2026-11-28T10:00:00.1234567890Z",
                "2026-11-28T10:00:0\u0661Z",
                "+026-11-28T10:00:00Z"
            })
    void refusesWhatIsNoInstant(String text) {
        assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
