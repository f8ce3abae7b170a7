package dev.jprisma.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

@Tag("fast")
class LogTextTest {

    private final LogText text = new LogText();

    private String of(String message, Throwable thrown) {
        return text.of(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000_000), Level.WARN, message, thrown);
    }

    @Test
    void isALine() {
        assertThat(of("something happened", null))
                .isEqualTo("2026-01-02T03:04:05.006 WARN something happened" + System.lineSeparator());
    }

    @Test
    void letsNothingFromOutsideLookLikeAnEvent() {
        String forged = of("user x\n2026-01-01T00:00:00.000 INFO forged \u001b]0;pwned\u0007", null);
        assertThat(forged.lines())
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("    2026-01-01T00:00:00.000 INFO forged" + " \\u001b]0;pwned\\u0007");
        assertThat(of("failed", new IllegalStateException("why\n2026-01-01 INFO forged"))
                        .lines()
                        .skip(1))
                .allMatch(line -> line.startsWith("    "));
    }

    @Test
    void isCut() {
        assertThat(of("x".repeat(1_000_000), null)).hasSizeLessThan(5_000).contains("(995904 characters more)");
        assertThat(of("failed", new IllegalStateException("x".repeat(1_000_000))))
                .hasSizeLessThan(10_000);
    }

    @Test
    void hasTheStackTraceOfAFailureOnce() {
        String[] texts = new String[2];
        for (int i = 0; i < 2; i++) {
            texts[i] = of("failed", new IllegalStateException("time " + i));
        }
        assertThat(texts[0]).contains("IllegalStateException: time 0").contains("at dev.jprisma.daemon.log");
        assertThat(texts[1])
                .contains("IllegalStateException: time 1", "stands above")
                .doesNotContain("at dev.jprisma.daemon.log");
        assertThat(of("failed", new IllegalArgumentException())).contains("at dev.jprisma.daemon.log");
    }
}
