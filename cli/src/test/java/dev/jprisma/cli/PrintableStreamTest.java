package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class PrintableStreamTest {

    private static String printed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new PrintableStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void leavesTextAlone() throws IOException {
        String text = "a\tb\nä ß § 日本 😀 \u00a0";
        assertThat(printed(text)).isEqualTo(text);
    }

    @Test
    void showsWhatATerminalWouldObey() throws IOException {
        assertThat(printed("x\u001b]0;title\u0007\r\u007f\u009b31mä"))
                .isEqualTo("x\\u001b]0;title\\u0007\\u000d\\u007f\\u009b31mä");
    }
}
