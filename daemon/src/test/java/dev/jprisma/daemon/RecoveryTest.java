package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.state.CheckedLine;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.Registry;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls instances, their daemon and whoever asked, in the worst moments. */
class RecoveryTest {
    @TempDir
    static Path shared;

    private TestDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = new TestDaemon(shared.resolve("home")).start();
    }

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
    }

    @Test
    void aServerProcessThatOutlivesItsKilledPostmasterIsEndedForTheNextOne() throws Exception {
        InstanceView instance = daemon.create("hung");
        try (Connection session = TestDaemon.session(instance);
                var statement = session.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            ProcessIdentity backend = ProcessIdentity.of(rows.getLong(1)).orElseThrow();
            signal("STOP", backend.pid());

            ProcessHandle.of(instance.pid()).orElseThrow().destroyForcibly();

            await().atMost(TestDaemon.PATIENCE).until(() -> !backend.isAlive());
        }
        await().atMost(TestDaemon.PATIENCE).until(() -> daemon.view("hung").status() == InstanceStatus.RUNNING);
        assertThat(TestDaemon.query(instance, "SELECT 1")).isEqualTo("1");
    }

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesWhileItsInstanceIsMadeLeavesNothing(boolean foreground) throws Exception {
        StartInstance request = TestDaemon.request("abandoned", foreground);
        Path folder = daemon.home().instanceDirectory(request.name());
        try (ControlConnection command = daemon.connect()) {
            command.send(ControlMessage.request(1, HomeIdentity.of(daemon.home()), Methods.INSTANCE_START, request));
            await().atMost(TestDaemon.PATIENCE).until(() -> Files.exists(folder));
        }

        await().atMost(TestDaemon.PATIENCE).until(() -> !Files.exists(folder));
        assertThat(daemon.status().running()).isEmpty();
    }

    @Test
    void aShadowServerThatWasLeftInTheMiddleOfAStopIsEnded() throws Exception {
        InstanceView instance = daemon.create("half-stopped");
        ProcessIdentity shadow = ProcessIdentity.of(Long.parseLong(TestDaemon.queryShadow(
                        instance, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")))
                .orElseThrow();
        daemon.kill();
        new Registry(daemon.home()).save(daemon.record("half-stopped").stopping());

        daemon.start();

        await().atMost(TestDaemon.PATIENCE)
                .until(() -> daemon.view("half-stopped").status() == InstanceStatus.NOT_RUNNING);
        await().atMost(TestDaemon.PATIENCE).until(() -> !shadow.isAlive());
        assertThat(ProcessIdentity.of(instance.pid())).isEmpty();
        assertThat(Path.of(instance.dataDirectory()).resolveSibling("shadow")).doesNotExist();
    }

    /** As it is where everything but the new server was killed in the middle of a start, or of a reset. */
    @Test
    void aServerThatHasNotGotItsPasswordYetGetsItFromTheDaemonThatTakesItOver() throws Exception {
        InstanceView instance = daemon.create("unfinished");
        daemon.kill();
        Path password;
        try (Stream<Path> files =
                Files.walk(ServerFiles.of(daemon.home()).root().resolve("templates"), 2)) {
            password = files.filter(file -> file.endsWith(Path.of("password")))
                    .findFirst()
                    .orElseThrow();
        }
        String first = CheckedLine.read(password).orElseThrow();
        TestDaemon.query(instance, "ALTER ROLE postgres PASSWORD '" + first + "'");
        InstanceRecord record = daemon.record("unfinished");
        new Registry(daemon.home()).save(record.starting(record.ports(), null));

        daemon.start();

        await().atMost(TestDaemon.PATIENCE)
                .until(() -> daemon.view("unfinished").status() == InstanceStatus.RUNNING);
        assertThat(TestDaemon.query(instance, "SELECT 1")).isEqualTo("1");
        assertThat(daemon.view("unfinished").pid()).isEqualTo(instance.pid());
    }

    @Test
    void aRecordThatIsLostWhileTheDaemonRunsIsWrittenAgain() throws Exception {
        InstanceView instance = daemon.create("lost");
        Files.delete(recordOf("lost"));
        assertThat(daemon.view("lost").error()).contains("jprisma dev start lost");

        assertThat(daemon.startAgain("lost").instance()).isEqualTo(instance);

        assertThat(daemon.view("lost")).isEqualTo(instance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head -c 200 instance.json > new && mv new instance.json",
                "rm instance.json && mkfifo instance.json"
            })
    void aServerWhoseRecordIsDamagedIsStoppedAndItsRecordWrittenAnew(String damage) throws Exception {
        InstanceView instance = daemon.create("damaged");
        assertThat(new ProcessBuilder("sh", "-c", damage)
                        .directory(recordOf("damaged").getParent().toFile())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(daemon.view("damaged").status()).isEqualTo(InstanceStatus.ERROR);

        assertThat(daemon.stop("damaged")).isTrue();

        assertThat(ProcessIdentity.of(instance.pid())).isEmpty();
        assertThat(daemon.view("damaged").status()).isEqualTo(InstanceStatus.NOT_RUNNING);
        assertThat(daemon.startAgain("damaged").instance().databasePort()).isEqualTo(instance.databasePort());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerIsTakenOverAsSoonAsItsRecordIsMended(boolean lost) throws Exception {
        daemon.create("mended");
        daemon.kill();
        String record = Files.readString(recordOf("mended"));
        if (lost) {
            Files.delete(recordOf("mended"));
        } else {
            Files.writeString(recordOf("mended"), record.substring(1));
        }
        daemon.start();
        assertThatThrownBy(() -> daemon.stop("mended")).hasMessageContaining(lost ? "is gone" : "is damaged");

        Files.writeString(recordOf("mended"), record);

        await().atMost(TestDaemon.PATIENCE)
                .until(() -> daemon.status().running().contains("mended"));
    }

    @Test
    void aRecordThatIsLostWithTheDaemonIsMadeAnewOnTheServersPort() throws Exception {
        InstanceView instance = daemon.create("found");
        TestDaemon.query(instance, "CREATE TABLE t AS SELECT 5 AS a");
        daemon.kill();
        Files.delete(recordOf("found"));
        daemon.start();

        InstanceView again = daemon.startAgain("found").instance();

        assertThat(again.databasePort()).isEqualTo(instance.databasePort());
        assertThat(TestDaemon.query(again, "SELECT a FROM t")).isEqualTo("5");
    }

    @Test
    void instancesAreTakenOverAndStoppedThoughNoServerCanBeMadeReady() throws Exception {
        InstanceView instance = daemon.create("kept");
        daemon.kill();
        Path templates = ServerFiles.of(daemon.home()).root().resolve("templates");
        Path aside = templates.resolveSibling("aside");
        Files.move(templates, aside);
        Files.createFile(templates);
        daemon.start();

        assertThat(TestDaemon.query(instance, "SELECT 1")).isEqualTo("1");
        assertThat(daemon.stop("kept")).isTrue();
        assertThat(ProcessIdentity.of(instance.pid())).isEmpty();

        Files.delete(templates);
        Files.move(aside, templates);
        assertThat(daemon.startAgain("kept").instance().status()).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void aServerIsWatchedThoughItsRecordCannotBeWrittenYet() throws Exception {
        InstanceView instance = daemon.create("unwritten");
        daemon.kill();
        Path obstacle = obstructRecordOf("unwritten");
        daemon.start();
        await().atMost(TestDaemon.PATIENCE)
                .until(() -> daemon.status().running().contains("unwritten"));

        ProcessHandle postmaster = ProcessHandle.of(instance.pid()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();

        await().atMost(TestDaemon.PATIENCE)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> TestDaemon.query(instance, "SELECT 1").equals("1"));
        FileTrees.delete(obstacle);
        await().atMost(TestDaemon.PATIENCE).until(() -> daemon.view("unwritten").status() == InstanceStatus.RUNNING);
        assertThat(daemon.view("unwritten").pid()).isNotEqualTo(instance.pid());
    }

    @Test
    void anInstanceIsStoppedThoughItsRecordCannotBeWritten() throws Exception {
        InstanceView instance = daemon.create("full");
        Path obstacle = obstructRecordOf("full");

        assertThat(daemon.stop("full")).isTrue();

        assertThat(ProcessIdentity.of(instance.pid())).isEmpty();
        FileTrees.delete(obstacle);
        await().atMost(TestDaemon.PATIENCE).until(() -> daemon.view("full").status() == InstanceStatus.NOT_RUNNING);
    }

    private Path recordOf(String name) {
        return daemon.home().instanceDirectory(new InstanceName(name)).resolve("instance.json");
    }

    /** A folder that is not empty where the next version of the record would be written. */
    private Path obstructRecordOf(String name) throws IOException {
        Path obstacle = recordOf(name).resolveSibling("instance.json.new");
        Files.createDirectories(obstacle.resolve("full"));
        return obstacle;
    }
}
