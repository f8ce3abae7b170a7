package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class Utf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "a?", "é€", "\ud83d\ude00", "\ufffd"})
    void encodesWholeTextAsItIs(String text) {
        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "\ud800, \ufffd",
        "a\udc00b?, a\ufffdb?",
        "\udc00\ud800, \ufffd\ufffd",
        "\ud83d\ude00\ud83d, \ud83d\ude00\ufffd",
        "\ud800\ud83d\ude00, \ufffd\ud83d\ude00",
    })
    void replacesEachHalfOfASurrogatePair(String text, String replaced) {
        assertThat(Utf8.encode(text)).isEqualTo(replaced.getBytes(StandardCharsets.UTF_8));
    }
}
