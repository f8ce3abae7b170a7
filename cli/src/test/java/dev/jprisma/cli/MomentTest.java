package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.JprismaException;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type for a moment. */
@Tag("fast")
class MomentTest {
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-27T18:43:55+01:00[Europe/Berlin]");

    @ParameterizedTest
    @CsvSource({
        "10 minutes ago, 2026-11-27T17:33:55Z",
        "1 minute ago, 2026-11-27T17:42:55Z",
        "90s, 2026-11-27T17:42:25Z",
        "2h ago, 2026-11-27T15:43:55Z",
        "3 Days ago, 2026-11-24T17:43:55Z",
        "2026-11-27T17:00:00Z, 2026-11-27T17:00:00Z",
        "2026-11-27 17:00:00.5+02:00, 2026-11-27T15:00:00.500Z",
        "2026-11-27 18:20:11, 2026-11-27T17:20:11Z",
        "2026-11-27T18:20, 2026-11-27T17:20:00Z",
        "18:43, 2026-11-27T17:43:00Z",
        "18:44, 2026-11-26T17:44:00Z",
    })
    void isUnderstood(String typed, String instant) {
        assertThat(Moment.parse(typed, NOW).toInstant()).hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "10 fortnights ago", "2026-11-27", "25:00", "1234567 minutes ago"})
    void isRefusedWithWhatToTypeInstead(String typed) {
        assertThatThrownBy(() -> Moment.parse(typed, NOW))
                .isInstanceOf(JprismaException.class)
                .hasMessageContaining("'" + typed + "' is no moment")
                .hasMessageContaining("10 minutes ago");
    }
}
