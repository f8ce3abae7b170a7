package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void isOneByWhateverNameItsFileHas() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(this.folder.resolve("folder"));
        try (FileGuard held = FileGuard.tryAcquire(folder.resolve("a.lock")).orElseThrow()) {
            Path moved = Files.move(folder, this.folder.resolve("moved"));

            assertThat(FileGuard.tryAcquire(moved.resolve("a.lock"))).isEmpty();
            assertThat(inAnotherProcess(moved.resolve("a.lock"))).isEqualTo("held");
            assertThat(held).isNotNull();
        }
    }

    /** As versions of jprisma locked it that may still run. */
    @Test
    void isKeptOutByWhoeverLocksTheWholeFile() throws IOException {
        Path file = folder.resolve("a.lock");
        FileGuard.tryAcquire(file).orElseThrow().close();
        Process other = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX);"
                                + " print('held', flush=True); sys.stdin.read()",
                        file.toString())
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");

            assertThat(FileGuard.tryAcquire(file)).isEmpty();
        } finally {
            other.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkdir a.lock", "mkfifo a.lock", "ln -s elsewhere a.lock", "ln -s a.lock a.lock"})
    void isRefusedAtOnceIfItIsNoFile(String change) throws Exception {
        Path file = folder.resolve("a.lock");
        DamagedFiles.replace(file, change);

        assertThatThrownBy(() -> FileGuard.tryAcquire(file)).hasMessageContaining("move what is there away");
        assertThatThrownBy(() -> FileGuard.noteIn(file)).hasMessageContaining("move what is there away");
    }

    @Test
    void staysHeldWhenNobodyKeepsIt() throws IOException, InterruptedException {
        Path file = folder.resolve("a.lock");
        PhantomReference<FileGuard> dropped = dropOne(file);

        Awaitility.await().until(() -> {
            System.gc();
            return dropped.refersTo(null);
        });

        assertThat(inAnotherProcess(file)).isEqualTo("held");
    }

    private static PhantomReference<FileGuard> dropOne(Path file) {
        return new PhantomReference<>(FileGuard.tryAcquire(file).orElseThrow(), new ReferenceQueue<>());
    }

    @Test
    void aNoteInItIsReadByItsHolderAndByOthers() throws IOException, InterruptedException {
        Path file = folder.resolve("a.lock");
        try (FileGuard held = FileGuard.tryAcquire(file).orElseThrow()) {
            assertThat(held.write("a longer note")).isTrue();
            assertThat(held.write("Größe")).isTrue();

            assertThat(FileGuard.noteIn(file)).isEqualTo("Größe");
            assertThat(inAnotherProcess(file)).isEqualTo("held");
        }
        assertThat(FileGuard.noteIn(file)).isEqualTo("Größe");
    }

    @Test
    void followsNoLink() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "of somebody else");
        Path link = Files.createSymbolicLink(folder.resolve("a.lock"), target);

        assertThatThrownBy(() -> FileGuard.tryAcquire(link)).hasMessageContaining("Cannot lock " + link);
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
