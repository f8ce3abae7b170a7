package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntrustedFileTest {
    @TempDir
    Path folder;

    @Test
    void isReadToABound() throws IOException {
        Path file = Files.writeString(folder.resolve("large"), "x".repeat(100_000));

        assertThat(UntrustedFile.read(file)).hasSize(8192);
    }

    @Test
    void isNoLink() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path link = Files.createSymbolicLink(folder.resolve("link"), secret);

        assertThatThrownBy(() -> UntrustedFile.read(link)).isInstanceOf(IOException.class);
    }

    @Test
    void isNoPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> UntrustedFile.read(pipe)).hasMessageContaining("is no file");
    }
}
