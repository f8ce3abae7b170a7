package dev.jprisma.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of Windows' launchers without one. */
@Tag("fast")
class WindowsLaunchersTest {
    @ParameterizedTest
    @ValueSource(strings = {"scripts/jprisma.cmd", "distribution/src/main/dist/bin/jprisma.cmd"})
    void linesEndAsItsShellReadsThemAndPathsMayHaveBlanks(String launcher) throws IOException {
        String text = text(launcher);

        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
        // Each use of a path stands in quotes.
        assertThat(outsideOfQuotes(text)).doesNotContain("%JPRISMA_");
    }

    @Test
    void theCloneStartsJavaWithTheOptionsThatTheShellsScriptHas() throws IOException {
        Matcher options = Pattern.compile("launch_options='(.*)'").matcher(text("scripts/launch.sh"));

        assertThat(options.find()).isTrue();
        assertThat(text("scripts/jprisma.cmd")).contains(options.group(1));
    }

    private static String outsideOfQuotes(String text) {
        return text.replaceAll("\"[^\"\r\n]*\"", "");
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of("..", file));
    }
}
