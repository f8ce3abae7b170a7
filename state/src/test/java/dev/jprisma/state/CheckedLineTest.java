package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckedLineTest {
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
    void isNotThereIfItWasCutOrChanged() throws IOException {
        DamagedFiles.cutAtEveryLength(
                file, () -> assertThat(CheckedLine.read(file)).isEmpty());
        DamagedFiles.withABitOfAnyByteFlipped(
                file, () -> assertThat(CheckedLine.read(file)).isEmpty());
        Files.delete(file);
        assertThat(CheckedLine.read(file)).isEmpty();
    }

    @Test
    void isNoOtherKindOfThing() throws Exception {
        DamagedFiles.replace(file, "rm FILE && mkfifo FILE");

        assertThatThrownBy(() -> CheckedLine.read(file)).isInstanceOf(IOException.class);
    }
}
