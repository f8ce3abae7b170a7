package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class LogTextTest {

    private final LogText text = new LogText();

    private String of(String message, Throwable thrown) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setThrown(thrown);
        return text.of(event);
    }

    @Test
    void isALine() {
        assertThat(of("something happened", null))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARNING something happened\\R");
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
        assertThat(texts[0]).contains("IllegalStateException: time 0").contains("at dev.jprisma.daemon");
        assertThat(texts[1])
                .contains("IllegalStateException: time 1", "stands above")
                .doesNotContain("at dev.jprisma.daemon");
        assertThat(of("failed", new IllegalArgumentException())).contains("at dev.jprisma.daemon");
    }
}
