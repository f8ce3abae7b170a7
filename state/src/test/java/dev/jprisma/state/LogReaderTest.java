package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class LogReaderTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void followsAFileThatGrowsIsTruncatedAndIsReplaced() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "old\n");
        try (LogReader reader = reader(log)) {
            reader.printLast(0);
            append(log, "grown\n");
            reader.printNew();
            assertThat(printed()).isEqualTo("grown\n");

            Files.writeString(log, "cut\n");
            reader.printNew();
            assertThat(printed()).isEqualTo("grown\ncut\n");

            append(log, "last words\n");
            Files.move(log, folder.resolve("log.1"));
            reader.printNew();
            Files.writeString(log, "a new file\n");
            reader.printNew();
            assertThat(printed()).isEqualTo("grown\ncut\nlast words\na new file\n");
        }
    }

    @Test
    void waitsForAFileThatIsNotThereYet() throws IOException {
        Path log = folder.resolve("log");
        try (LogReader reader = reader(log)) {
            reader.printLast(null);
            reader.printNew();
            Files.writeString(log, "first\n");
            reader.printNew();
        }
        assertThat(printed()).isEqualTo("first\n");
    }

    @Test
    void findsTheLastLinesOfALongFile() throws IOException {
        String line = "x".repeat(1000) + "\n";
        Path log = Files.writeString(folder.resolve("log"), line.repeat(500) + "end without newline");
        try (LogReader reader = reader(log)) {
            reader.printLast(201);
        }
        assertThat(printed()).isEqualTo(line.repeat(200) + "end without newline");
    }

    private LogReader reader(Path log) {
        return new LogReader(log, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
