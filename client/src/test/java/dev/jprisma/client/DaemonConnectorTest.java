package dev.jprisma.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.CloneDatabase;
import dev.jprisma.state.control.ClonedDatabase;
import dev.jprisma.state.control.DaemonStatus;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding, starting and asking a daemon, with one that is a process of its own and supervises nothing. */
class DaemonConnectorTest {
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(2);

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
    void doesNotAskTheNextOneForWhatMayBeDoneAlready() throws IOException {
        ask(connector());
        behave("end");
        CloneDatabase clone = new CloneDatabase(InstanceName.DEFAULT, "postgres");

        assertThatThrownBy(() -> connector()
                        .request(Methods.DATABASE_CLONE, clone, ClonedDatabase.class, new DaemonListener() {}))
                .hasMessageContainingAll("may have done what it was asked", "jprisma dev ls");
        assertThat(folder.resolve("starts")).hasContent("start");
    }

    @Test
    void givesUpOneThatSaysNothing() throws IOException {
        long pid = ask(connector());
        behave("hang");

        assertThatThrownBy(() -> ask(connector()))
                .hasMessageContainingAll("process " + pid, "it hangs", "jprisma daemon stop");
    }

    @Test
    void waitsForOneThatSaysThatItWorks() throws IOException {
        long pid = ask(connector());
        behave("work");

        assertThat(ask(connector())).isEqualTo(pid);
    }

    @Test
    void tellsEachSecondThatNoAnswerIsThereUntilOneIs() throws IOException {
        ask(connector());
        behave("work");
        List<String> heard = new CopyOnWriteArrayList<>();

        ask(connector(), new DaemonListener() {
            @Override
            public void waiting(long seconds) {
                heard.add(seconds + " s");
            }

            @Override
            public void answered() {
                heard.add("answered");
            }
        });

        assertThat(heard).startsWith("1 s", "2 s").endsWith("answered").containsOnlyOnce("answered");
    }

    @Test
    void endsOneThatHangsByForce() throws Exception {
        ask(connector());
        ProcessIdentity daemon = DaemonRecord.readAlive(home).orElseThrow().process();
        hang(daemon);
        List<String> said = new CopyOnWriteArrayList<>();

        new DaemonEnding(home, connector()).end(false, new DaemonListener() {
            @Override
            public void progress(String message) {
                said.add(message);
            }
        });

        assertThat(daemon.isAlive()).isFalse();
        assertThat(said).hasSize(2).allMatch(line -> line.contains("process " + daemon.pid()));
        assertThat(said.get(1)).endsWith("ending it by force");
    }

    /** A process is not stopped yet when the signal has been sent. */
    private static void hang(ProcessIdentity process) throws IOException, InterruptedException {
        String stop = "kill -STOP PID && until [ \"$(ps -o stat= -p PID | cut -c1)\" = T ]; do sleep 0.01; done";
        Process shell = new ProcessBuilder("sh", "-c", stop.replace("PID", Long.toString(process.pid())))
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void findsOneThatCouldWriteNoRecordButTheOneInItsLock() throws IOException {
        long pid = ask(connector());
        Files.delete(folder.resolve("daemon.json"));

        assertThat(ask(connector())).isEqualTo(pid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head -c 90 daemon.json > new && mv new daemon.json",
                "sed s/daemon.sock/daemon.sick/ daemon.json > new && mv new daemon.json",
                "rm daemon.json && mkdir daemon.json",
                "rm daemon.json && mkfifo daemon.json",
                "rm daemon.lock && mkdir daemon.lock"
            })
    void findsAndEndsOneWhoseRecordOrLockIsDamaged(String damage) throws Exception {
        long pid = ask(connector());
        ProcessIdentity daemon = ProcessIdentity.of(pid).orElseThrow();
        assertThat(new ProcessBuilder("sh", "-c", damage)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(ask(connector())).isEqualTo(pid);
        new DaemonEnding(home, connector()).end(false, new DaemonListener() {});
        assertThat(daemon.isAlive()).isFalse();
    }

    @Test
    void startsOneThatCannotWriteALog() throws IOException {
        Files.createDirectory(home.daemonLog());

        assertThat(ask(connector())).isPositive();
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
        return new DaemonConnector(home, DaemonConnectorTest::commandLine, SILENCE_LIMIT, message -> {});
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
        return ask(connector, new DaemonListener() {});
    }

    private static long ask(DaemonConnector connector, DaemonListener listener) {
        return connector
                .request(Methods.DAEMON_STATUS, new Nothing(), DaemonStatus.class, listener)
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
