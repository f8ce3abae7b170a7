package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class LogRotationTest {

    @TempDir
    Path folder;

    private Path log;
    private Path aside;

    @BeforeEach
    void fill() throws IOException {
        log = folder.resolve("x.log");
        aside = folder.resolve("x.log.1");
        Files.writeString(log, "0123456789");
    }

    @Test
    void isEmptiedWhileSomebodyAppendsToIt() throws IOException {
        try (OutputStream writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            LogRotation.copyTruncate(log, 10);
            assertThat(log).hasContent("0123456789");

            LogRotation.copyTruncate(log, 9);
            writer.write('a');
        }
        assertThat(log).hasContent("a");
        assertThat(aside).hasContent("0123456789");
    }

    @Test
    void isEmptiedAlsoWhereItCannotBeCopied() throws IOException {
        Files.createDirectories(aside.resolve("in the way"));

        assertThatThrownBy(() -> LogRotation.copyTruncate(log, 9)).isInstanceOf(IOException.class);

        assertThat(log).isEmptyFile();
    }

    @Test
    void isNotFollowedWhereItIsALink() throws IOException {
        Path other = folder.resolve("other");
        Files.move(log, other);
        Files.createSymbolicLink(log, other);

        LogRotation.copyTruncate(log, 1);

        assertThat(other).hasContent("0123456789");
    }
}
