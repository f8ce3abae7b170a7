package dev.jprisma.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is seen of many steps, and of what is said between them. */
@Tag("fast")
class ConsoleTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void aTerminalShowsOnePassingLineInPlaceOfTheOther() {
        Console console = console("2");

        console.passing("Running 1 of 2: a");
        console.passing("Running 2 of 2: b");
        console.note("done");
        console.note("and more");

        assertThat(written.toString(UTF_8))
                .isEqualToNormalizingNewlines(
                        passing("Running 1 of 2: a") + passing("Running 2 of 2: b") + ERASE + "done\nand more\n");
    }

    @Test
    void whatFailsTakesThePlaceOfAPassingLineToo() {
        Console console = console("2");

        console.passing("Running 1 of 2: a");
        console.error("a fails");

        assertThat(written.toString(UTF_8))
                .isEqualToNormalizingNewlines(passing("Running 1 of 2: a") + ERASE + "Error: a fails\n");
    }

    @Test
    void whatIsNoTerminalShowsNothingThatPasses() {
        Console console = console("");

        console.passing("Running 1 of 2: a");
        console.note("done");

        assertThat(written.toString(UTF_8)).isEqualToNormalizingNewlines("done\n");
    }

    private Console console(String terminals) {
        PrintStream stream = new PrintStream(written, true, UTF_8);
        return new Console(InputStream.nullInputStream(), stream, stream, terminals, false);
    }

    /** In one row, however long it is. */
    private static String passing(String line) {
        return ERASE + "\u001b[?7l" + line + "\u001b[?7h";
    }
}
