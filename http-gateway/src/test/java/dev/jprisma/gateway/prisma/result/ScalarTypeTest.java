package dev.jprisma.gateway.prisma.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class ScalarTypeTest {
    @ParameterizedTest
    @CsvSource({"infinity", "-infinity"})
    void leavesWhatHasNoEndToJavaScriptAsAnInvalidDate(String text) {
        assertThat(ScalarType.TIMESTAMP.decode(text)).isEqualTo(text);
        assertThat(ScalarType.TIMESTAMP_WITH_ZONE.decode(text)).isEqualTo(text);
    }

    @Test
    void readsMoneyBytesAndZones() {
        assertThat(ScalarType.MONEY.decode("-$1,234.50")).isEqualTo("-1234.50");
        assertThat(ScalarType.BYTES.decode("\\x00ff")).isEqualTo(new byte[] {0, -1});
        assertThat(ScalarType.BYTES.decode("a\\\\\\377")).isEqualTo(new byte[] {'a', '\\', -1});
        assertThat(ScalarType.TIME_WITH_ZONE.decode("04:05:06-03:30")).isEqualTo("04:05:06");
        assertThat(ScalarType.TIMESTAMP_WITH_ZONE.decode("2026-01-02 01:04:05.678+00"))
                .isEqualTo("2026-01-02T01:04:05.678+00:00");
    }
}
