package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A live daemon is found as long as its record or its lock says who it is. */
@Timeout(60)
class DamagedDaemonRecordTest {
    @SuppressWarnings("unused")
    private static final String[] SOMETHING_ELSE = DamagedFiles.SOMETHING_ELSE;

    @TempDir
    Path folder;

    private JprismaHome home;
    private FileGuard lock;
    private DaemonRecord written;

    @BeforeEach
    void recordThisProcess() throws IOException {
        home = JprismaHome.at(folder.resolve("home"));
        home.create();
        lock = FileGuard.tryAcquire(home.daemonLock()).orElseThrow();
        Files.createFile(home.daemonSocket());
        written = DaemonRecord.ofThisProcess(home, "1", home.daemonSocket());
        assertThat(written.write(home, lock)).isTrue();
    }

    @AfterEach
    void unlock() {
        lock.close();
    }

    @Test
    void cutAtEveryLength() throws IOException {
        DamagedFiles.cutAtEveryLength(home.daemonRecord(), this::assertFound);
    }

    @Test
    void withABitOfAnyByteFlipped() throws IOException {
        DamagedFiles.withABitOfAnyByteFlipped(home.daemonRecord(), this::assertFound);
    }

    @ParameterizedTest
    @FieldSource("SOMETHING_ELSE")
    void withSomethingElseInItsPlace(String change) throws Exception {
        DamagedFiles.replace(home.daemonRecord(), change);

        assertFound();
    }

    @Test
    void deleted() throws IOException {
        Files.delete(home.daemonRecord());

        assertFound();
    }

    @ParameterizedTest
    @FieldSource("SOMETHING_ELSE")
    void withSomethingElseInPlaceOfItsLock(String change) throws Exception {
        DamagedFiles.replace(home.daemonLock(), change);

        assertFound();
    }

    @Test
    void withoutRecordAndNoteThereIsNone() throws IOException {
        Files.delete(home.daemonRecord());

        DamagedFiles.cutAtEveryLength(
                home.daemonLock(),
                () -> DaemonRecord.read(home)
                        .ifPresent(daemon -> assertThat(daemon).isEqualTo(written)));
    }

    private void assertFound() {
        assertThat(DaemonRecord.readAlive(home)).hasValueSatisfying(daemon -> {
            assertThat(daemon.process()).isEqualTo(written.process());
            assertThat(daemon.socketPath(home)).isEqualTo(home.daemonSocket());
        });
    }
}
