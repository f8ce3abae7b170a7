package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivenessTest {
    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    private Process process;
    private ProcessIdentity worker;

    /** A process that works in the folder, as a postmaster does. */
    @BeforeEach
    void startWorker() throws IOException {
        process = new ProcessBuilder("sleep", "600").directory(data.toFile()).start();
        worker = ProcessIdentity.of(process.pid()).orElseThrow();
    }

    @AfterEach
    void endWorker() {
        process.destroyForcibly();
    }

    @Test
    void aLivePostmasterOfThisFolderRuns() throws IOException {
        writePidFile(worker.pid());

        assertThat(statusOf(Instances.named("a").running(worker))).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void aPidThatSomethingElseHasNowDoesNotRun() throws IOException {
        ProcessIdentity reusedPid = new ProcessIdentity(worker.pid(), worker.started() + "0");
        writePidFile(worker.pid());

        assertThat(statusOf(Instances.named("a").running(reusedPid))).isEqualTo(InstanceStatus.CRASHED);
    }

    @Test
    void thePostmasterOfTheFolderThatThisIsACopyOfDoesNotRunHere() throws IOException {
        writePidFile(worker.pid());
        Files.copy(data.resolve("postmaster.pid"), elsewhere.resolve("postmaster.pid"));

        assertThat(Liveness.postmasterOf(data)).contains(worker);
        assertThat(Liveness.postmasterOf(elsewhere)).isEmpty();
    }

    @Test
    void aLiveProcessThatTheFolderDoesNotNameDoesNotRun() throws IOException {
        writePidFile(1);

        assertThat(statusOf(Instances.named("a").running(worker))).isEqualTo(InstanceStatus.CRASHED);
    }

    @Test
    void aMachineThatWasRebootedCrashedNothing() {
        ProcessIdentity beforeReboot = new ProcessIdentity(worker.pid(), "another-boot:1");

        assertThat(statusOf(Instances.named("a").running(beforeReboot))).isEqualTo(InstanceStatus.NOT_RUNNING);
    }

    @Test
    void whatADeadDaemonHadUnderWayIsNotUnderWay() throws IOException {
        InstanceRecord starting = Instances.named("a").starting(InstancePorts.DEFAULT, null);
        InstanceRecord stopping = Instances.named("a").running(worker).stopping();
        writePidFile(worker.pid());

        assertThat(Liveness.statusOf(starting, data, true)).isEqualTo(InstanceStatus.STARTING_UP);
        assertThat(Liveness.statusOf(starting, data, false)).isEqualTo(InstanceStatus.NOT_RUNNING);
        assertThat(Liveness.statusOf(stopping, data, true)).isEqualTo(InstanceStatus.STOPPING);
        assertThat(Liveness.statusOf(stopping, data, false)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void anErrorStaysUntilItRuns() throws IOException {
        InstanceRecord failed = Instances.named("a").running(worker).failed("why");

        assertThat(statusOf(failed)).isEqualTo(InstanceStatus.ERROR);
        writePidFile(worker.pid());
        assertThat(statusOf(failed)).isEqualTo(InstanceStatus.RUNNING);
    }

    private InstanceStatus statusOf(InstanceRecord record) {
        return Liveness.statusOf(record, data, false);
    }

    private void writePidFile(long pid) throws IOException {
        Files.writeString(data.resolve("postmaster.pid"), pid + "\n" + data + "\n1\n51214\n\n*\n  1  2\nready   \n");
    }
}
