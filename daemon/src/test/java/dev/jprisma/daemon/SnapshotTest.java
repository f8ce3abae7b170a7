package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.FreePort;
import dev.jprisma.state.DataExchange;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotEntry;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRegistry;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.PasswordSet;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemoveSnapshot;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.ResetInstance;
import dev.jprisma.state.control.RestoreInstance;
import dev.jprisma.state.control.SetPassword;
import dev.jprisma.state.control.SnapshotInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.TakenSnapshot;
import dev.jprisma.state.control.UndoInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of instances, and what commands that destroy leave to be brought back. */
class SnapshotTest {
    @TempDir
    private static Path folder;

    private static TestDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.stopEverything();
        TestDaemon.deleteServerFilesOf(daemon.home().root());
    }

    @AfterEach
    void nothingIsLeftHalfDone() {
        assertThat(DataExchange.underWay(daemon.home())).isEmpty();
        for (SnapshotEntry entry : new SnapshotRegistry(daemon.home()).list()) {
            assertThat(entry.unreadable()).isNull();
        }
    }

    @Test
    void whatWasThereWhenTheSnapshotWasTakenIsThereAgainAndSoIsWhatWasThereBefore() throws Exception {
        InstanceView shop = daemon.create("shop");
        TestDaemon.query(shop, "CREATE TABLE t AS SELECT 1 AS a");

        SnapshotView taken = take("shop", "one");
        TestDaemon.query(shop, "UPDATE t SET a = 2");
        ExchangedData restored = restore("shop", "one");

        assertThat(taken.automatic()).isFalse();
        assertThat(taken.bytes()).isPositive();
        assertThat(restored.instance().exports()).isEqualTo(shop.exports());
        assertThat(restored.instance().loginRefusal()).isNull();
        assertThat(restored.used().name()).isEqualTo("one");
        assertThat(restored.kept().before()).isEqualTo(SnapshotCause.RESTORE);
        assertThat(TestDaemon.query(shop, "SELECT a FROM t")).isEqualTo("1");

        ExchangedData undone = undo("shop");
        assertThat(undone.used().name()).isEqualTo(restored.kept().name());
        assertThat(TestDaemon.query(shop, "SELECT a FROM t")).isEqualTo("2");

        assertThat(undo("shop").used().before()).isEqualTo(SnapshotCause.UNDO);
        assertThat(TestDaemon.query(shop, "SELECT a FROM t")).isEqualTo("1");
        assertThat(names("shop")).hasSize(2).contains("one");
    }

    @Test
    void aStoppedInstanceIsSnapshotAndRestoredWithoutBeingStarted() throws Exception {
        InstanceView still = daemon.create("still");
        TestDaemon.query(still, "CREATE TABLE t AS SELECT 1 AS a");
        daemon.stop("still");

        take("still", "one");
        daemon.startAgain("still");
        TestDaemon.query(still, "DROP TABLE t");
        daemon.stop("still");
        ExchangedData restored = restore("still", "one");

        assertThat(restored.interruptedMillis()).isNull();
        assertThat(daemon.view("still").status()).isEqualTo(InstanceStatus.NOT_RUNNING);
        daemon.startAgain("still");
        assertThat(TestDaemon.query(still, "SELECT a FROM t")).isEqualTo("1");
    }

    @Test
    void afterARestoreThePasswordIsTheInstancesWhateverItWasThen() throws Exception {
        InstanceView before = daemon.create("secret");
        TestDaemon.query(before, "CREATE TABLE t AS SELECT 1 AS a");
        take("secret", "old");
        InstanceView changed = daemon.call(
                        Methods.INSTANCE_PASSWORD, new SetPassword(new InstanceName("secret"), null), PasswordSet.class)
                .instance();

        InstanceView restored = restore("secret", "old").instance();

        assertThat(restored.exports()).isEqualTo(changed.exports()).isNotEqualTo(before.exports());
        assertThat(TestDaemon.query(restored, "SELECT a FROM t")).isEqualTo("1");
        assertThatThrownBy(() -> TestDaemon.query(before, "SELECT 1")).hasMessageContaining("password");
    }

    @Test
    void aForkHasTheDataAndPortsAndSecretsOfItsOwn() throws Exception {
        InstanceView source = daemon.create("source");
        TestDaemon.query(source, "CREATE TABLE t AS SELECT 1 AS a");
        take("source", "one");
        TestDaemon.query(source, "UPDATE t SET a = 2");

        InstanceView now = fork("source", null, "now").instance();
        InstanceView then = fork("source", "one", "then").instance();

        assertThat(TestDaemon.query(now, "SELECT a FROM t")).isEqualTo("2");
        assertThat(TestDaemon.query(then, "SELECT a FROM t")).isEqualTo("1");
        TestDaemon.query(now, "DROP TABLE t");
        assertThat(TestDaemon.query(source, "SELECT a FROM t")).isEqualTo("2");
        assertThat(daemon.record("now").password())
                .isNotEqualTo(daemon.record("source").password());
        assertThat(daemon.record("now").secret())
                .isNotEqualTo(daemon.record("source").secret());
        assertThatThrownBy(() -> fork("source", null, "then")).hasMessageContaining("choose another name");
    }

    @Test
    void anEphemeralInstanceCanBeForkedAndNothingElse() throws Exception {
        try (ControlConnection owner = daemon.connect()) {
            StartInstance request = new StartInstance(
                    null, true, null, null, null, ProcessHandle.current().pid(), true, true);
            InstanceView ephemeral = daemon.call(owner, Methods.INSTANCE_START, request, StartedInstance.class)
                    .instance();
            TestDaemon.query(ephemeral, "CREATE TABLE t AS SELECT 1 AS a");

            assertThatThrownBy(() -> take(ephemeral.name(), null)).hasMessageContaining("jprisma dev fork");
            assertThat(TestDaemon.query(fork(ephemeral.name(), null, "kept").instance(), "SELECT a FROM t"))
                    .isEqualTo("1");
        }
    }

    @Test
    void whatWasRemovedComesBackWithItsPortsAndSecrets() throws Exception {
        InstanceView gone = daemon.create("gone");
        TestDaemon.query(gone, "CREATE TABLE t AS SELECT 1 AS a");
        take("gone", "mine");
        var record = daemon.record("gone");

        SnapshotView kept = remove("gone", false).kept();
        assertThat(kept.before()).isEqualTo(SnapshotCause.RM);
        assertThat(Files.exists(daemon.home().instanceDirectory(new InstanceName("gone"))))
                .isFalse();

        ExchangedData undone = undo("gone");
        assertThat(undone.interruptedMillis()).isNull();
        assertThat(daemon.record("gone").secret()).isEqualTo(record.secret());
        assertThat(daemon.record("gone").ports()).isEqualTo(record.ports());
        daemon.startAgain("gone");
        assertThat(TestDaemon.query(gone, "SELECT a FROM t")).isEqualTo("1");
        assertThat(names("gone")).containsExactly("mine");
        assertThatThrownBy(() -> undo("gone")).hasMessageContaining("nothing of gone to bring back");

        assertThat(remove("gone", true).kept()).isNull();
        assertThat(names("gone")).isEmpty();
        assertThatThrownBy(() -> undo("gone")).hasMessageContaining("nothing of gone to bring back");
    }

    @Test
    void portsOfARemovedInstanceWaitForItsUndo() throws Exception {
        createAnywhere("first");
        var ports = daemon.record("first").ports();
        remove("first", false);

        createAnywhere("heir");

        assertThat(daemon.record("heir").ports().numbers()).doesNotContainAnyElementsOf(ports.numbers());
        undo("first");
        assertThat(daemon.record("first").ports()).isEqualTo(ports);
    }

    private static void createAnywhere(String name) throws IOException {
        daemon.call(
                Methods.INSTANCE_START,
                new StartInstance(
                        new InstanceName(name),
                        true,
                        null,
                        null,
                        null,
                        ProcessIdentity.current().pid(),
                        false,
                        false),
                StartedInstance.class);
    }

    @Test
    void aResetInstanceIsEmptyAndKeepsItsUrlsAndSettings() throws Exception {
        InstanceView full = daemon.create("full");
        TestDaemon.query(full, "CREATE TABLE t AS SELECT 1 AS a");
        TestDaemon.query(full, "ALTER SYSTEM SET work_mem = '7MB'");

        ExchangedData reset =
                daemon.call(Methods.INSTANCE_RESET, new ResetInstance(new InstanceName("full")), ExchangedData.class);

        assertThat(reset.used()).isNull();
        assertThat(reset.instance().exports()).isEqualTo(full.exports());
        assertThat(TestDaemon.query(full, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("0");
        assertThat(TestDaemon.query(full, "SHOW work_mem")).isEqualTo("7MB");
        undo("full");
        assertThat(TestDaemon.query(full, "SELECT a FROM t")).isEqualTo("1");
    }

    @Test
    void aSnapshotIsRemovedByNameAndANameIsTakenOnce() throws Exception {
        daemon.create("twice");
        take("twice", "one");
        assertThatThrownBy(() -> take("twice", "one")).hasMessageContaining("already");

        daemon.call(
                Methods.SNAPSHOT_REMOVE,
                new RemoveSnapshot(new InstanceName("twice"), new SnapshotName("one")),
                Nothing.class);

        assertThat(names("twice")).isEmpty();
        assertThatThrownBy(() -> restore("twice", "one")).hasMessageContaining("jprisma dev snapshots twice");
    }

    @Test
    void aSnapshotThatDoesNotStartLeavesTheInstanceAsItWas() throws Exception {
        InstanceView safe = daemon.create("safe");
        TestDaemon.query(safe, "CREATE TABLE t AS SELECT 1 AS a");
        take("safe", "broken");
        Path data = ServerFiles.of(daemon.home())
                .snapshotsOf(new InstanceName("safe"))
                .resolve("broken/data");
        Files.writeString(data.resolve("postgresql.conf"), "no_such_setting = 1\n");

        assertThatThrownBy(() -> restore("safe", "broken"))
                .isInstanceOf(JprismaException.class)
                .hasMessageContaining("has the data that it had before")
                .hasMessageContaining("no_such_setting");

        assertThat(TestDaemon.query(safe, "SELECT a FROM t")).isEqualTo("1");
        assertThat(names("safe")).containsExactly("broken");
    }

    @Test
    void whoLockedHimselfOutIsToldHowToTakeASnapshotAllTheSame() throws Exception {
        InstanceView locked = daemon.create("locked");
        TestDaemon.query(locked, "ALTER ROLE postgres PASSWORD 'x'");

        assertThatThrownBy(() -> take("locked", "one")).hasMessageContaining("jprisma dev password locked");

        daemon.stop("locked");
        take("locked", "one");
    }

    @Test
    void whatCannotBeKeptIsNotDeletedUnlessThatIsMeant() throws Exception {
        InstanceView stuck = daemon.create("stuck");
        TestDaemon.query(stuck, "CREATE TABLE t AS SELECT 1 AS a");
        Path inTheWay = ServerFiles.of(daemon.home()).snapshotsOf(new InstanceName("stuck"));
        daemon.create("other");
        take("other", "one");
        Files.createFile(inTheWay);

        assertThatThrownBy(() -> remove("stuck", false)).hasMessageContaining("jprisma dev rm --purge stuck");

        daemon.startAgain("stuck");
        assertThat(TestDaemon.query(stuck, "SELECT a FROM t")).isEqualTo("1");
        Files.delete(inTheWay);
        remove("stuck", true);
    }

    private static SnapshotView take(String name, String snapshot) throws IOException {
        SnapshotName chosen = snapshot == null ? null : new SnapshotName(snapshot);
        return daemon.call(
                        Methods.INSTANCE_SNAPSHOT,
                        new SnapshotInstance(new InstanceName(name), chosen, null),
                        TakenSnapshot.class)
                .snapshot();
    }

    private static ExchangedData restore(String name, String snapshot) throws IOException {
        return daemon.call(
                Methods.INSTANCE_RESTORE,
                new RestoreInstance(new InstanceName(name), new SnapshotName(snapshot), null),
                ExchangedData.class);
    }

    private static ExchangedData undo(String name) throws IOException {
        return daemon.call(Methods.INSTANCE_UNDO, new UndoInstance(new InstanceName(name)), ExchangedData.class);
    }

    private static RemovedInstance remove(String name, boolean purge) throws IOException {
        return daemon.call(
                Methods.INSTANCE_REMOVE,
                new RemoveInstance(new InstanceName(name), true, purge),
                RemovedInstance.class);
    }

    private static StartedInstance fork(String name, String from, String fork) throws IOException {
        StartInstance start = new StartInstance(
                new InstanceName(fork),
                false,
                FreePort.choose(),
                FreePort.choose(),
                FreePort.choose(),
                ProcessHandle.current().pid(),
                false,
                false);
        return daemon.call(
                Methods.INSTANCE_FORK,
                new ForkInstance(new InstanceName(name), from == null ? null : new SnapshotName(from), null, start),
                StartedInstance.class);
    }

    private static List<String> names(String instance) {
        return new SnapshotRegistry(daemon.home())
                .of(new InstanceName(instance)).stream()
                        .map(entry -> entry.name().value())
                        .toList();
    }
}
