package dev.jprisma.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class StartupLogTest {
    @TempDir
    private Path folder;

    private Path file;
    private StartupLog log;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("daemon.log");
        Files.writeString(file, "2026-11-28T07:55:01.858 ERROR of another time\n");
        log = StartupLog.from(file);
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    @Test
    void endsWithWhatTheDaemonSaysItDiedOf() throws IOException {
        append("2026-11-28T07:55:02.315 INFO Daemon 11485 serves a home\n"
                + "2026-11-28T07:55:02.324 ERROR JPRISMA_HTTP_LIMITS=foo: it can be prisma, or none\n");

        assertThat(log.ending()).isEqualTo("JPRISMA_HTTP_LIMITS=foo: it can be prisma, or none\nIts log: " + file);
    }

    @Test
    void endsWithTheLastLinesWhereItSaysNothingOfIt() throws IOException {
        append("2026-11-28T07:55:02.315 ERROR Something failed\njava.lang.Error\n  at Daemon.main\n");

        assertThat(log.ending())
                .contains("The end of its log:", "at Daemon.main")
                .doesNotContain("of another time");
    }

    @Test
    void saysThatNothingWasWritten() {
        assertThat(log.isEmpty()).isTrue();
        assertThat(log.ending()).isEqualTo("It wrote nothing to its log, " + file);
    }
}
