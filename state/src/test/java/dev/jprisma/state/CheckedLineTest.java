package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Timeout(60)
class CheckedLineTest {
    @SuppressWarnings("unused")
    private static final String[] SOMETHING_ELSE = DamagedFiles.SOMETHING_ELSE;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("line"), CheckedLine.content("18.6"));
    }

    @Test
    void isReadIfItIsWhole() throws IOException {
        assertThat(CheckedLine.read(file)).contains("18.6");
    }

    @Test
    void isReadAsVersionsBeforeWroteItAndNotIfThatWasChanged() throws IOException {
        Files.writeString(file, "18.6\n" + ShortHash.of("18.6") + "\n");
        assertThat(CheckedLine.read(file)).contains("18.6");

        DamagedFiles.withABitOfAnyByteFlipped(
                file, () -> assertThat(CheckedLine.read(file)).isEmpty());
    }

    @Test
    void isNotThereIfItWasCutOrChanged() throws IOException {
        DamagedFiles.cutAtEveryLength(
                file, () -> assertThat(CheckedLine.read(file)).isEmpty());
        DamagedFiles.withABitOfAnyByteFlipped(
                file, () -> assertThat(CheckedLine.read(file)).isEmpty());
    }

    @ParameterizedTest
    @FieldSource("SOMETHING_ELSE")
    void isNotThereIfSomethingElseIs(String change) throws Exception {
        DamagedFiles.replace(file, change);

        assertThat(CheckedLine.read(file)).isEmpty();
    }
}
