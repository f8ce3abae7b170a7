package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessIdentityTest {
    @Test
    void currentPidIsTheProcessOwn() {
        assertThat(ProcessIdentity.currentPid())
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void aLiveProcessIsAliveAndTheSameEachTimeItIsAsked() {
        ProcessIdentity self = ProcessIdentity.current();

        assertThat(self.isAlive()).isTrue();
        assertThat(self.isOfThisBoot()).isTrue();
        assertThat(ProcessIdentity.current()).isEqualTo(self);
    }

    @Test
    void aProcessThatHasThePidOfAnotherIsNotThatOther() {
        ProcessIdentity earlier = new ProcessIdentity(ProcessHandle.current().pid(), "another start");

        assertThat(earlier.isAlive()).isFalse();
        assertThat(earlier.handle()).isEmpty();
    }

    @Test
    void anEndedProcessIsGone() throws IOException, InterruptedException {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(sleep.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();

        sleep.destroyForcibly().waitFor();

        assertThat(identity.isAlive()).isFalse();
        assertThat(ProcessIdentity.of(sleep.pid())).isEmpty();
    }

    @Test
    void aZombieIsGone() throws IOException, InterruptedException {
        // The shell is replaced by sleep, which never asks how its child ended.
        Process parent = new ProcessBuilder("sh", "-c", "true & echo $!; exec sleep 60").start();
        try {
            long child = Long.parseLong(parent.inputReader().readLine());
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(ProcessIdentity.of(child)).isEmpty());
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aThreadIsNoProcess() throws IOException {
        long self = ProcessHandle.current().pid();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            assertThat(threads.map(thread -> Long.parseLong(thread.getFileName().toString()))
                            .filter(thread -> thread != self))
                    .isNotEmpty()
                    .allSatisfy(thread -> assertThat(ProcessIdentity.of(thread)).isEmpty());
        }
    }

    /** As macOS and Windows tell it, where there is no boot's id: in milliseconds. */
    @Test
    void whatIsOlderThanEveryProcessRanBeforeTheLastBoot() {
        ProcessIdentity process = new ProcessIdentity(4711, "1764304000123");

        assertThat(process.startedSince(OptionalLong.of(1764304000122L))).isTrue();
        assertThat(process.startedSince(OptionalLong.of(1764304000123L))).isTrue();
        assertThat(process.startedSince(OptionalLong.of(1764304000124L))).isFalse();
        assertThat(process.startedSince(OptionalLong.empty())).isTrue();
        assertThat(new ProcessIdentity(4711, "unknown").startedSince(OptionalLong.of(1)))
                .isTrue();
    }

    @Test
    void aProcessIsNotOlderThanTheOldestThatTheSystemShows() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().orElseThrow().toEpochMilli();

        assertThat(ProcessIdentity.oldest()).isPresent();
        assertThat(new ProcessIdentity(self.pid(), Long.toString(started)).startedSince(ProcessIdentity.oldest()))
                .isTrue();
    }
}
