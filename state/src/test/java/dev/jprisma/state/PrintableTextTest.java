package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class PrintableTextTest {

    @Test
    void isTheTextItselfWhereThatCanBePrinted() {
        String text = "größe \"日本\" 😀 ~";
        assertThat(PrintableText.line(text)).isSameAs(text);
    }

    @Test
    void showsWhatATerminalWouldObey() {
        assertThat(PrintableText.line("a\u001b]0;b\u0007\u009bc\r\n\tx\u0000\u007f"))
                .isEqualTo("a\\u001b]0;b\\u0007\\u009bc\\u000d\\u000a\\u0009x\\u0000\\u007f");
        assertThat(PrintableText.line("a\u202eb\u2066c\u2028")).isEqualTo("a\\u202eb\\u2066c\\u2028");
    }

    @Test
    void keepsLinesWhereTheyAreWanted() {
        assertThat(PrintableText.lines("a\n\tb\r\u001b[2J")).isEqualTo("a\n\tb\\u000d\\u001b[2J");
    }
}
