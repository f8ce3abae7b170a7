package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.DataExchange;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.Registry;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotEntry;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRecord;
import dev.jprisma.state.SnapshotRegistry;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.RestoreInstance;
import dev.jprisma.state.control.SnapshotInstance;
import dev.jprisma.state.control.TakenSnapshot;
import dev.jprisma.state.control.UndoInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next daemon makes of what one leaves that is killed while data is exchanged, step by step. */
class SnapshotRecoveryTest {
    private static final SnapshotName SAVED = new SnapshotName("saved");
    private static final SnapshotName TAKEN = new SnapshotName("restore-20260101-000000");

    @TempDir
    private Path folder;

    private TestDaemon daemon;
    private ServerFiles files;
    private SnapshotRegistry snapshots;

    @BeforeEach
    void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
        files = ServerFiles.of(daemon.home());
        snapshots = new SnapshotRegistry(daemon.home());
    }

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
        TestDaemon.deleteServerFilesOf(daemon.home().root());
    }

    @Test
    void aRestoreThatWasKilledIsDoneOrUndoneAtEveryStep() throws Exception {
        // All of them have the same data: "old" in it, and "new" in what replaces it.
        List<InstanceName> names = List.of(
                new InstanceName("announced"),
                new InstanceName("aside"),
                new InstanceName("swapped"),
                new InstanceName("filed"),
                new InstanceName("recorded"));
        for (InstanceName name : names) {
            InstanceView view = daemon.create(name.value());
            TestDaemon.query(view, "CREATE TABLE t AS SELECT 'new' AS a");
            snapshot(name);
            TestDaemon.query(view, "UPDATE t SET a = 'old'");
            daemon.stop(name.value());
        }
        files = ServerFiles.of(daemon.home());
        daemon.kill();
        for (InstanceName name : names) {
            InstanceRecord record = daemon.record(name.value());
            SnapshotRecord takes = SnapshotRecord.create(TAKEN, SnapshotCause.RESTORE, Instant.now(), 1 << 20, record);
            new DataExchange(takes, null, record).write(daemon.home(), name);
            if (name.equals(names.get(0))) {
                continue;
            }
            Files.move(data(name), previous(name));
            if (name.equals(names.get(1))) {
                continue;
            }
            // As good as a copy here.
            Files.move(snapshotData(name, SAVED), data(name));
            if (name.equals(names.get(2))) {
                continue;
            }
            Files.createDirectories(snapshotData(name, TAKEN).getParent());
            Files.move(previous(name), snapshotData(name, TAKEN));
            if (name.equals(names.get(3))) {
                continue;
            }
            snapshots.save(name, takes);
        }

        daemon.start();
        awaitNothingUnderWay();

        for (InstanceName name : names) {
            boolean done = names.indexOf(name) >= 2;
            assertThat(dataOf(name)).as(name.value()).isEqualTo(done ? "new" : "old");
            assertThat(snapshots.find(name, TAKEN).isPresent()).as(name.value()).isEqualTo(done);
            assertThat(previous(name)).doesNotExist();
            if (done) {
                daemon.call(Methods.INSTANCE_UNDO, new UndoInstance(name), ExchangedData.class);
                assertThat(dataOf(name)).as(name.value()).isEqualTo("old");
            }
        }
    }

    @Test
    void anInstanceThatWasBeingRemovedIsGoneAndComesBackOnceBroughtBackIsThere() throws Exception {
        List<InstanceName> names = List.of(
                new InstanceName("leaving"),
                new InstanceName("moved"),
                new InstanceName("returning"),
                new InstanceName("returned"));
        for (InstanceName name : names) {
            TestDaemon.query(daemon.create(name.value()), "CREATE TABLE t AS SELECT 'old' AS a");
            daemon.stop(name.value());
        }
        List<InstanceRecord> records =
                names.stream().map(name -> daemon.record(name.value())).toList();
        for (InstanceName name : names.subList(2, 4)) {
            daemon.call(Methods.INSTANCE_REMOVE, new RemoveInstance(name, true, false), RemovedInstance.class);
        }
        files = ServerFiles.of(daemon.home());
        daemon.kill();
        for (int i = 0; i < 2; i++) {
            SnapshotRecord takes =
                    SnapshotRecord.create(TAKEN, SnapshotCause.RM, Instant.now(), 1 << 20, records.get(i));
            new DataExchange(takes, null, null).write(daemon.home(), names.get(i));
        }
        Files.createDirectories(snapshotData(names.get(1), TAKEN).getParent());
        Files.move(data(names.get(1)), snapshotData(names.get(1), TAKEN));
        for (int i = 2; i < 4; i++) {
            InstanceName name = names.get(i);
            SnapshotName gives = snapshots.lastAutomatic(name).orElseThrow().name();
            new DataExchange(null, gives, records.get(i)).write(daemon.home(), name);
            if (i == 3) {
                Files.createDirectories(data(name).getParent());
                Files.move(snapshotData(name, gives), data(name));
            }
        }

        daemon.start();
        awaitNothingUnderWay();

        Registry registry = new Registry(daemon.home());
        for (InstanceName name : names.subList(0, 3)) {
            assertThat(registry.find(name)).as(name.value()).isEmpty();
            assertThat(daemon.home().instanceDirectory(name)).doesNotExist();
            daemon.call(Methods.INSTANCE_UNDO, new UndoInstance(name), ExchangedData.class);
        }
        for (InstanceName name : names) {
            assertThat(dataOf(name)).as(name.value()).isEqualTo("old");
            assertThat(daemon.record(name.value()).ports())
                    .isEqualTo(records.get(names.indexOf(name)).ports());
            assertThat(snapshots.of(name)).as(name.value()).isEmpty();
        }
    }

    @Test
    void whatIsHalfMadeOrKeptForLongEnoughIsSwept() throws Exception {
        InstanceName name = new InstanceName("shop");
        daemon.create("shop");
        snapshot(name);
        files = ServerFiles.of(daemon.home());
        InstanceRecord record = daemon.record("shop");
        snapshots.save(
                name,
                SnapshotRecord.create(
                        new SnapshotName("past"),
                        SnapshotCause.RESET,
                        Instant.now().minusSeconds(90_000),
                        1,
                        record));
        snapshots.save(
                name,
                SnapshotRecord.create(
                        new SnapshotName("present"),
                        SnapshotCause.RESET,
                        Instant.now().minusSeconds(80_000),
                        1,
                        record));
        Files.createDirectories(snapshotData(name, new SnapshotName("half")));
        Files.createDirectories(snapshotData(new InstanceName("gone"), new SnapshotName("half")));
        daemon.kill();

        daemon.start();

        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(() -> snapshots.find(name, new SnapshotName("past")).isEmpty());
        assertThat(snapshots.of(name))
                .extracting(SnapshotEntry::name)
                .containsExactlyInAnyOrder(new SnapshotName("present"), SAVED);
        assertThat(snapshotData(name, new SnapshotName("half"))).doesNotExist();
    }

    @Test
    void theOldestThatWereKeptByThemselvesMakeRoomAndWhatSomebodyWantsIsNotReplaced() throws Exception {
        daemon.stopEverything();
        daemon.with("JPRISMA_SNAPSHOT_BYTES", Long.toString(100L << 20)).start();
        InstanceName name = new InstanceName("full");
        TestDaemon.query(daemon.create("full"), "CREATE TABLE t AS SELECT 'old' AS a");
        snapshot(name);

        for (int i = 0; i < 4; i++) {
            daemon.call(Methods.INSTANCE_RESTORE, new RestoreInstance(name, SAVED, null), ExchangedData.class);
        }

        long bytes = snapshots.of(name).stream()
                .mapToLong(entry -> entry.required().bytes())
                .sum();
        assertThat(bytes).isLessThan(100L << 20);
        assertThat(snapshots.find(name, SAVED)).isPresent();
        assertThat(snapshots.lastAutomatic(name)).isPresent();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5; i++) {
                        daemon.call(
                                Methods.INSTANCE_SNAPSHOT,
                                new SnapshotInstance(name, new SnapshotName("s" + i), null),
                                TakenSnapshot.class);
                    }
                })
                .hasMessageContaining("JPRISMA_SNAPSHOT_BYTES");
    }

    private void snapshot(InstanceName name) throws IOException {
        daemon.call(Methods.INSTANCE_SNAPSHOT, new SnapshotInstance(name, SAVED, null), TakenSnapshot.class);
    }

    private void awaitNothingUnderWay() {
        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(() -> DataExchange.underWay(daemon.home()).isEmpty());
    }

    private String dataOf(InstanceName name) throws Exception {
        return TestDaemon.query(daemon.startAgain(name.value()).instance(), "SELECT a FROM t");
    }

    private Path data(InstanceName name) {
        return files.newDataDirectory(name);
    }

    private Path previous(InstanceName name) {
        return files.folderOf(name).resolve("previous");
    }

    private Path snapshotData(InstanceName name, SnapshotName snapshot) {
        return files.snapshotsOf(name).resolve(snapshot.value()).resolve("data");
    }
}
