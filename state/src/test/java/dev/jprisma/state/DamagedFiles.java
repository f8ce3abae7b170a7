package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What can become of a file. */
final class DamagedFiles {
    /** Shell commands, of which {@code FILE} is the file. */
    static final String[] SOMETHING_ELSE = {
        "rm FILE && mkdir FILE",
        "rm FILE && mkfifo FILE",
        "rm FILE && ln -s nowhere FILE",
        "rm FILE && ln -s FILE FILE",
        "cat FILE FILE > new && mv new FILE",
        "printf '\\377\\376' > FILE",
        "printf 'a\\000b' > FILE",
        "head -c 3000000 /dev/zero > FILE",
        ": > FILE"
    };

    /** What must hold of a damaged file. */
    interface Check {
        void holds() throws IOException;
    }

    private DamagedFiles() {}

    static void cutAtEveryLength(Path file, Check check) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            check.holds();
        }
        Files.write(file, whole);
    }

    static void withABitOfAnyByteFlipped(Path file, Check check) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int position = 0; position < whole.length; position++) {
            byte[] flipped = whole.clone();
            flipped[position] ^= (byte) (1 << position % 8);
            Files.write(file, flipped);
            check.holds();
        }
        Files.write(file, whole);
    }

    static void replace(Path file, String change) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        "sh", "-c", change.replace("FILE", file.getFileName().toString()))
                .directory(file.getParent().toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
    }
}
