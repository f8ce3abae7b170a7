package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.control.CloneDatabase;
import dev.jprisma.state.control.ClonedDatabase;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.DaemonStopped;
import dev.jprisma.state.control.InstanceEvent;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.StopDaemon;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
    @TempDir
    static Path shared;

    private TestDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        // One home for all: unpacking PostgreSQL takes longer than any of these tests.
        daemon = new TestDaemon(shared.resolve("home")).start();
    }

    @AfterAll
    static void deleteServerFiles() throws Exception {
        TestDaemon.deleteServerFilesOf(shared);
    }

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
    }

    @Test
    void aKilledDaemonsInstancesAreAdoptedWithTheirSessions() throws Exception {
        InstanceView before = daemon.create("adopted");
        try (Connection session = TestDaemon.session(before);
                var statement = session.createStatement()) {
            statement.execute("CREATE TEMP TABLE mine AS SELECT 7 AS a");
            daemon.kill();
            assertThat(daemon.view("adopted").status()).isEqualTo(InstanceStatus.RUNNING);

            daemon.start();
            await().atMost(TestDaemon.PATIENCE)
                    .until(() -> daemon.status().running().contains("adopted"));

            try (var rows = statement.executeQuery("SELECT a FROM mine")) {
                assertThat(rows.next()).isTrue();
            }
        }
        StartedInstance again = daemon.startAgain("adopted");
        assertThat(again.alreadyRunning()).isTrue();
        assertThat(again.instance()).isEqualTo(before);
        assertThat(TestDaemon.queryShadow(before, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void remembersWhichWebPagesMayUseAnInstance() throws Exception {
        String origin = "http://localhost:3000";
        StartInstance request = TestDaemon.request("pages", false).allowing(List.of(origin));
        InstanceView instance = daemon.call(Methods.INSTANCE_START, request, StartedInstance.class)
                .instance();
        assertThat(statusForAPageOf(origin, instance)).isEqualTo(200);
        assertThat(statusForAPageOf("http://localhost:3001", instance)).isEqualTo(403);

        StartInstance none = StartInstance.existing(request.name(), false).allowing(List.of());
        assertThatThrownBy(() -> daemon.call(Methods.INSTANCE_START, none, StartedInstance.class))
                .hasMessageContaining("pages runs already, and allows " + origin);

        daemon.stop("pages");
        assertThat(statusForAPageOf(origin, daemon.startAgain("pages").instance()))
                .isEqualTo(200);

        daemon.stop("pages");
        daemon.call(Methods.INSTANCE_START, none, StartedInstance.class);
        assertThat(statusForAPageOf(origin, instance)).isEqualTo(403);
    }

    private static int statusForAPageOf(String origin, InstanceView instance) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + instance.port() + "/health"))
                .header("Origin", origin)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aDatabaseIsCopiedThatHasJustBeenUsedOverHttp() throws Exception {
        InstanceView instance = daemon.create("asked");
        URI url = URI.create("http://localhost:" + instance.port() + "/sql");
        HttpRequest request = HttpRequest.newBuilder(url)
                .header(
                        "Authorization",
                        "Bearer " + ConnectionUrls.of(daemon.record("asked")).apiKey())
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"create table t as select 5 as a\"}"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        CloneDatabase copy = new CloneDatabase(new InstanceName("asked"), "postgres");
        assertThat(daemon.call(Methods.DATABASE_CLONE, copy, ClonedDatabase.class)
                        .database())
                .startsWith("postgres_");
    }

    @Test
    void aKilledPostmasterIsStartedAgainWithItsCommittedRows() throws Exception {
        InstanceView instance = daemon.create("crashed");
        TestDaemon.query(instance, "CREATE TABLE t AS SELECT 42 AS a");

        ProcessHandle.of(instance.pid()).orElseThrow().destroyForcibly();

        await().atMost(TestDaemon.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(TestDaemon.query(instance, "SELECT a FROM t"))
                        .isEqualTo("42"));
        await().atMost(TestDaemon.PATIENCE).until(() -> daemon.view("crashed").status() == InstanceStatus.RUNNING);
        assertThat(daemon.view("crashed").pid()).isNotEqualTo(instance.pid());
    }

    @Test
    void aPostmasterThatEndedWhileNoDaemonRanIsStartedAgain() throws Exception {
        InstanceView instance = daemon.create("unwatched");
        daemon.kill();
        ProcessHandle postmaster = ProcessHandle.of(instance.pid()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().get(10, TimeUnit.SECONDS);
        assertThat(daemon.view("unwatched").status()).isEqualTo(InstanceStatus.CRASHED);

        daemon.start();

        await().atMost(TestDaemon.PATIENCE).until(() -> daemon.view("unwatched").status() == InstanceStatus.RUNNING);
    }

    @Test
    void stoppingTheDaemonStopsNoInstanceUnlessAllAreMeant() throws Exception {
        InstanceView instance = daemon.create("left");
        DaemonStopped stopped = daemon.call(Methods.DAEMON_STOP, new StopDaemon(false), DaemonStopped.class);
        assertThat(stopped.leftRunning()).containsExactly("left");
        assertThat(daemon.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.process().exitValue()).isZero();

        assertThat(TestDaemon.query(instance, "SELECT 1")).isEqualTo("1");
        assertThat(DaemonRecord.read(daemon.home())).isEmpty();
        assertThat(daemon.home().daemonSocket()).doesNotExist();

        daemon.start();
        stopped = daemon.call(Methods.DAEMON_STOP, new StopDaemon(true), DaemonStopped.class);
        assertThat(stopped.stopped()).containsExactly("left");
        assertThat(daemon.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.view("left").status()).isEqualTo(InstanceStatus.NOT_RUNNING);
    }

    @Test
    void aSecondDaemonOfAHomeLeavesQuietly() throws Exception {
        TestDaemon second = new TestDaemon(daemon.home().root());

        second.launch();

        assertThat(second.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.process().exitValue()).isZero();
        assertThat(daemon.status().pid()).isEqualTo(daemon.process().pid());
    }

    @Test
    void aForegroundInstanceEndsWithItsConnection() throws Exception {
        try (ControlConnection terminal = daemon.connect()) {
            daemon.call(terminal, Methods.INSTANCE_START, TestDaemon.request("held", true), StartedInstance.class);
            assertThat(daemon.view("held").status()).isEqualTo(InstanceStatus.RUNNING);
            assertThatThrownBy(() -> daemon.call(Methods.INSTANCE_START, sameAs("held", true), StartedInstance.class))
                    .hasMessageContaining("in the foreground of process "
                            + ProcessHandle.current().pid());
        }

        await().atMost(TestDaemon.PATIENCE).until(() -> daemon.view("held").status() == InstanceStatus.NOT_RUNNING);
    }

    private static StartInstance sameAs(String name, boolean foreground) {
        return new StartInstance(
                new InstanceName(name),
                true,
                null,
                null,
                null,
                ProcessHandle.current().pid(),
                false,
                foreground);
    }

    @Test
    void whoHoldsAnInstanceIsToldWhatBefallsIt() throws Exception {
        try (ControlConnection terminal = daemon.connect()) {
            StartedInstance started = daemon.call(
                    terminal, Methods.INSTANCE_START, TestDaemon.request("told", true), StartedInstance.class);

            ProcessHandle.of(started.instance().pid()).orElseThrow().destroyForcibly();

            assertThat(nextEvent(terminal).status()).isEqualTo(InstanceStatus.CRASHED);
            InstanceEvent last = nextEvent(terminal);
            while (last.status() == InstanceStatus.CRASHED) {
                last = nextEvent(terminal);
            }
            assertThat(last.message()).isEqualTo("told: it runs again");
        }
    }

    private static InstanceEvent nextEvent(ControlConnection terminal) throws IOException {
        ControlMessage message = terminal.receive().orElseThrow();
        assertThat(message.method()).isEqualTo(Methods.INSTANCE_EVENT);
        return message.params().to(InstanceEvent.class);
    }

    @Test
    void aForegroundInstanceWhoseTerminalAndDaemonWereBothKilledIsStopped() throws Exception {
        Process terminal = new ProcessBuilder("sleep", "600").start();
        var asked = TestDaemon.request("orphan", true);
        var request = new StartInstance(
                asked.name(),
                true,
                asked.httpPort(),
                asked.databasePort(),
                asked.shadowPort(),
                terminal.pid(),
                false,
                true);
        try (ControlConnection connection = daemon.connect()) {
            daemon.call(connection, Methods.INSTANCE_START, request, StartedInstance.class);
            daemon.kill();
        }
        daemon.start();
        await().atMost(TestDaemon.PATIENCE)
                .until(() -> daemon.status().running().contains("orphan"));

        terminal.destroyForcibly().waitFor();

        await().atMost(TestDaemon.PATIENCE).until(() -> daemon.view("orphan").status() == InstanceStatus.NOT_RUNNING);
    }

    @Test
    void anEphemeralInstanceIsGoneWithItsConnection() throws Exception {
        InstanceView instance;
        try (ControlConnection owner = daemon.connect()) {
            instance = startEphemeral(owner, ProcessHandle.current().pid());
            assertThat(TestDaemon.query(instance, "SHOW fsync")).isEqualTo("off");
            assertThat(daemon.view(instance.name()).status()).isEqualTo(InstanceStatus.RUNNING);
        }
        awaitGone(instance);
    }

    @Test
    void anEphemeralInstanceIsInMemoryIfThatHasRoom() throws Exception {
        InstanceView instance;
        try (ControlConnection owner = daemon.connect()) {
            instance = startEphemeral(owner, ProcessHandle.current().pid());
            Path best = Storage.of(daemon.home())
                    .throwAway(ServerFiles.of(daemon.home()).folderOf(new InstanceName(instance.name())));
            assertThat(Path.of(instance.dataDirectory())).exists().hasParent(best);
            assertThat(Path.of(TestDaemon.queryShadow(instance, "SHOW data_directory")))
                    .startsWith(best);
        }
        awaitGone(instance);
    }

    @Test
    void anEphemeralInstanceWhoseOwnerAndDaemonWereBothKilledIsGoneWithTheNextDaemon() throws Exception {
        Process owner = new ProcessBuilder("sleep", "600").start();
        InstanceView instance;
        ProcessIdentity shadow;
        try (ControlConnection connection = daemon.connect()) {
            instance = startEphemeral(connection, owner.pid());
            shadow = ProcessIdentity.of(Long.parseLong(TestDaemon.queryShadow(
                            instance, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")))
                    .orElseThrow();
            daemon.kill();
        }
        owner.destroyForcibly().waitFor();

        daemon.start();

        awaitGone(instance);
        assertThat(ProcessIdentity.of(instance.pid())).isEmpty();
        assertThat(shadow.isAlive()).isFalse();
    }

    @Test
    void anEphemeralInstanceThatCannotBeDeletedIsDeletedLater() throws Exception {
        InstanceView instance;
        Path file;
        try (ControlConnection owner = daemon.connect()) {
            instance = startEphemeral(owner, ProcessHandle.current().pid());
            // Neither root's server nor anybody else's deletes what is in a folder that it may not write.
            Path folder =
                    Files.createDirectory(Path.of(instance.dataDirectory()).resolve("blocked"));
            file = Files.writeString(folder.resolve("file"), "");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        await().atMost(TestDaemon.PATIENCE)
                .until(() ->
                        Files.readString(daemon.home().daemonLog()).contains(instance.name() + " cannot be deleted"));
        assumeTrue(Files.exists(file), "/dev/shm has no room: that it is deleted later where it is was NOT tested");

        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.delete(file);
        Files.delete(file.getParent());

        awaitGone(instance);
    }

    /** Its record, its logs, its data and its shadow database's. */
    private void awaitGone(InstanceView instance) {
        await().atMost(TestDaemon.PATIENCE).until(() -> !Files.exists(folderOf(instance)));
        assertThat(Path.of(instance.dataDirectory()).getParent()).doesNotExist();
    }

    private InstanceView startEphemeral(ControlConnection owner, long pid) throws IOException {
        StartInstance request = new StartInstance(null, true, null, null, null, pid, true, true);
        return daemon.call(owner, Methods.INSTANCE_START, request, StartedInstance.class)
                .instance();
    }

    private Path folderOf(InstanceView instance) {
        return daemon.home().instanceDirectory(new InstanceName(instance.name()));
    }

    @Test
    void aFailedStartOfANewInstanceLeavesTheHomeAsItWas() throws Exception {
        InstanceView other = daemon.create("other");
        var asked = TestDaemon.request("never", false);
        var request = new StartInstance(
                asked.name(), true, null, other.databasePort(), null, asked.clientPid(), false, false);

        assertThatThrownBy(() -> daemon.call(Methods.INSTANCE_START, request, StartedInstance.class))
                .hasMessageContaining("the database port of instance other")
                .hasMessageContaining(Integer.toString(other.databasePort()));

        assertThat(daemon.home().instanceDirectory(asked.name())).doesNotExist();
    }

    @Test
    void dataThatIsGoneIsAnErrorAndNotAFreshDatabase() throws Exception {
        daemon.create("gone");
        daemon.stop("gone");
        Path data = daemon.record("gone").dataDirectory(daemon.home());
        Files.move(data, data.resolveSibling("elsewhere"));

        assertThatThrownBy(() -> daemon.startAgain("gone")).hasMessageContaining("is gone");
        assertThat(daemon.view("gone").status()).isEqualTo(InstanceStatus.ERROR);

        Files.move(data.resolveSibling("elsewhere"), data);
        assertThat(daemon.startAgain("gone").instance().status()).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void aDamagedRecordIsReplacedAndKeepsItsData() throws Exception {
        InstanceView instance = daemon.create("damaged");
        TestDaemon.query(instance, "CREATE TABLE t AS SELECT 5 AS a");
        daemon.stop("damaged");
        Path record =
                daemon.home().instanceDirectory(new InstanceName("damaged")).resolve("instance.json");
        Files.writeString(record, "{ half a rec");
        assertThatThrownBy(() -> daemon.startAgain("damaged")).hasMessageContaining("Move the file away");

        Files.move(record, record.resolveSibling("old.json"));
        InstanceView again = daemon.create("damaged");

        assertThat(TestDaemon.query(again, "SELECT a FROM t")).isEqualTo("5");
    }

    @Test
    void dataUnderALiveServerIsNotDeletedEvenIfItsRecordIsDamaged() throws Exception {
        InstanceView instance = daemon.create("live");
        daemon.kill();
        Path record = daemon.home().instanceDirectory(new InstanceName("live")).resolve("instance.json");
        Files.writeString(record, "");
        daemon.start();

        assertThatThrownBy(() -> remove("live", false)).hasMessageContaining("live is running");
        assertThat(TestDaemon.query(instance, "SELECT 1")).isEqualTo("1");

        remove("live", true);
        assertThat(ProcessIdentity.of(instance.pid())).isEmpty();
        assertThat(record.getParent()).doesNotExist();
    }

    private void remove(String name, boolean force) throws IOException {
        daemon.call(
                Methods.INSTANCE_REMOVE,
                new RemoveInstance(new InstanceName(name), force, false),
                RemovedInstance.class);
    }

    @Test
    void anUnknownRequestIsAnsweredWithWhatToDo() {
        assertThatThrownBy(() -> daemon.call("instance/dance", new Nothing(), StartedInstance.class))
                .hasMessageContaining("instance/dance")
                .hasMessageContaining("jprisma daemon stop");
    }
}
