package dev.jprisma.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.DaemonStatus;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding, starting and asking a daemon, with one that is a process of its own and supervises nothing. */
class DaemonConnectorTest {
    @TempDir
    private Path folder;

    private JprismaHome home;

    @BeforeEach
    void makeHome() {
        home = JprismaHome.at(folder);
    }

    @AfterEach
    void killDaemon() {
        DaemonRecord.readAlive(home).map(DaemonRecord::process).ifPresent(DaemonConnectorTest::kill);
    }

    @Test
    void startsOneAndFindsItAgain() {
        long pid = ask(connector());

        assertThat(ask(connector())).isEqualTo(pid);
        assertThat(folder.resolve("starts")).hasContent("start");
    }

    @Test
    void startsAnotherWhereOneWasKilled() {
        long killed = ask(connector());
        kill(DaemonRecord.readAlive(home).orElseThrow().process());

        assertThat(connector().connectIfRunning(new DaemonListener() {})).isEmpty();
        assertThat(ask(connector())).isNotEqualTo(killed);
    }

    @Test
    void asksTheNextOneIfItEndsInsteadOfAnswering() throws IOException {
        long ended = ask(connector());
        behave("end");

        assertThat(ask(connector())).isNotEqualTo(ended);
    }

    @Test
    void showsTheLogOfOneThatDies() throws IOException {
        Files.writeString(home.daemonLog(), "of another time\n");
        behave("die");

        assertThatThrownBy(() -> ask(connector()))
                .isInstanceOf(JprismaException.class)
                .hasMessageContainingAll(
                        "did not start", "This is why it died", home.daemonLog().toString())
                .hasMessageNotContaining("of another time");
    }

    @Test
    void putsALargeLogAside() throws IOException {
        Files.write(home.daemonLog(), new byte[9 << 20]);

        ask(connector());

        assertThat(folder.resolve("daemon.log.1")).hasSize(9 << 20);
        assertThat(home.daemonLog()).isEmptyFile();
    }

    @Test
    void saysWhatToTypeIfItSpeaksAnotherProtocol() throws IOException {
        ask(connector());
        behave("babble");

        assertThatThrownBy(() -> ask(connector())).hasMessageContaining("jprisma daemon stop");
    }

    @Test
    void endsOneThatSpeaksAnotherProtocol() throws IOException {
        ask(connector());
        ProcessIdentity daemon = DaemonRecord.readAlive(home).orElseThrow().process();
        behave("babble");

        new DaemonEnding(home, connector()).end(false, new DaemonListener() {});

        assertThat(daemon.isAlive()).isFalse();
    }

    private DaemonConnector connector() {
        return new DaemonConnector(home, DaemonConnectorTest::commandLine, message -> {});
    }

    private static List<String> commandLine(JprismaHome home) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeDaemon.class.getName(),
                home.toString());
    }

    private static long ask(DaemonConnector connector) {
        return connector
                .request(Methods.DAEMON_STATUS, new Nothing(), DaemonStatus.class, new DaemonListener() {})
                .pid();
    }

    private void behave(String how) throws IOException {
        Files.writeString(folder.resolve("behaviour"), how);
    }

    private static void kill(ProcessIdentity daemon) {
        daemon.handle().ifPresent(ProcessHandle::destroyForcibly);
        Awaitility.await().until(() -> !daemon.isAlive());
    }
}
