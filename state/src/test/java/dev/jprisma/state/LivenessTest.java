package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivenessTest {
    private static final ProcessIdentity SELF = ProcessIdentity.current();
    private static final ProcessIdentity REUSED_PID = new ProcessIdentity(SELF.pid(), SELF.started() + "0");
    private static final ProcessIdentity BEFORE_REBOOT = new ProcessIdentity(SELF.pid(), "another-boot:1");

    @TempDir
    Path data;

    @Test
    void aLivePostmasterOfThisFolderRuns() throws IOException {
        writePidFile(SELF.pid());

        assertThat(statusOf(Instances.named("a").running(SELF))).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void aPidThatSomethingElseHasNowDoesNotRun() throws IOException {
        writePidFile(SELF.pid());

        assertThat(statusOf(Instances.named("a").running(REUSED_PID))).isEqualTo(InstanceStatus.CRASHED);
    }

    @Test
    void aLiveProcessThatTheFolderDoesNotNameDoesNotRun() throws IOException {
        writePidFile(1);

        assertThat(statusOf(Instances.named("a").running(SELF))).isEqualTo(InstanceStatus.CRASHED);
    }

    @Test
    void aMachineThatWasRebootedCrashedNothing() {
        assertThat(statusOf(Instances.named("a").running(BEFORE_REBOOT))).isEqualTo(InstanceStatus.NOT_RUNNING);
    }

    @Test
    void whatADeadDaemonHadUnderWayIsNotUnderWay() throws IOException {
        InstanceRecord starting = Instances.named("a").starting(InstancePorts.DEFAULT, null);
        InstanceRecord stopping = Instances.named("a").running(SELF).stopping();
        writePidFile(SELF.pid());

        assertThat(Liveness.statusOf(starting, data, true)).isEqualTo(InstanceStatus.STARTING_UP);
        assertThat(Liveness.statusOf(starting, data, false)).isEqualTo(InstanceStatus.NOT_RUNNING);
        assertThat(Liveness.statusOf(stopping, data, true)).isEqualTo(InstanceStatus.STOPPING);
        assertThat(Liveness.statusOf(stopping, data, false)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void anErrorStaysUntilItRuns() throws IOException {
        InstanceRecord failed = Instances.named("a").running(SELF).failed("why");

        assertThat(statusOf(failed)).isEqualTo(InstanceStatus.ERROR);
        writePidFile(SELF.pid());
        assertThat(statusOf(failed)).isEqualTo(InstanceStatus.RUNNING);
    }

    private InstanceStatus statusOf(InstanceRecord record) {
        return Liveness.statusOf(record, data, false);
    }

    private void writePidFile(long pid) throws IOException {
        Files.writeString(data.resolve("postmaster.pid"), pid + "\n" + data + "\n1\n51214\n\n*\n  1  2\nready   \n");
    }
}
