package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGuardTest {
    @TempDir
    Path folder;

    @Test
    void isHeldOnceAndFreeAgainAfterwards() {
        Path file = folder.resolve("a.lock");
        try (FileGuard first = FileGuard.tryAcquire(file).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(FileGuard.tryAcquire(file)).isEmpty();
        }
        assertThat(FileGuard.tryAcquire(file)).isPresent();
    }

    @Test
    void aFailedTryDoesNotLoseTheLockToAnotherProcess() throws IOException, InterruptedException {
        Path file = folder.resolve("a.lock");
        try (FileGuard held = FileGuard.tryAcquire(file).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(FileGuard.tryAcquire(file)).isEmpty();
            assertThat(inAnotherProcess(file)).isEqualTo("held");
        }
        assertThat(inAnotherProcess(file)).isEqualTo("free");
    }

    private static String inAnotherProcess(Path file) throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Try.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = other.inputReader().readLine();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    /** What the other process does. */
    static final class Try {
        public static void main(String[] arguments) {
            System.out.println(FileGuard.tryAcquire(Path.of(arguments[0])).isPresent() ? "free" : "held");
        }
    }
}
