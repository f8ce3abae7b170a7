package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.ClusterCopies;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.DataExchange;
import dev.jprisma.state.HistoryBase;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HistoryRecord;
import dev.jprisma.state.HistoryRegistry;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.control.ConfigureInstance;
import dev.jprisma.state.control.ConfiguredInstance;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.KeepHistory;
import dev.jprisma.state.control.KeptHistory;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemoveSnapshot;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.RestoreInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.UndoInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that can be brought back to any moment of their history. */
class HistoryTest {
    private static final HistoryLength LENGTH = HistoryLength.of("1h");

    @TempDir
    private static Path folder;

    private static TestDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home"))
                .with("JPRISMA_HISTORY_LOOK_SECONDS", "1")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.stopEverything();
        TestDaemon.deleteServerFilesOf(daemon.home().root());
    }

    @AfterEach
    void nothingIsLeftHalfDone() throws IOException {
        assertThat(DataExchange.underWay(daemon.home())).isEmpty();
        for (RegistryEntry entry : new Registry(daemon.home()).list()) {
            daemon.call(Methods.INSTANCE_REMOVE, new RemoveInstance(entry.name(), true, true), RemovedInstance.class);
        }
    }

    /** What was written: when it was begun, and when it was acknowledged. */
    private record Write(int row, Instant begun, Instant acknowledged) {}

    @Test
    void whatWasAcknowledgedBeforeTheMomentIsThereAndWhatBeganLaterIsNot() throws Exception {
        InstanceView mart = create("mart");
        TestDaemon.query(mart, "CREATE TABLE t (a int)");
        keep("mart");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger row = new AtomicInteger();
        List<Future<List<Write>>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(threads.submit(writer(mart, row, enough)));
        }
        List<Instant> moments = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int some = i * 100;
            Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> row.get() > some);
            moments.add(Instant.now());
        }
        Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> row.get() > 400);
        enough.set(true);
        List<Write> writes = new ArrayList<>();
        for (Future<List<Write>> writer : writers) {
            writes.addAll(writer.get());
        }
        threads.shutdown();

        for (Instant moment : List.of(moments.get(1), moments.get(2), moments.get(0))) {
            ExchangedData restored = restore("mart", moment);

            assertThat(restored.instance().exports()).isEqualTo(mart.exports());
            assertIsAsAt(moment, writes, rowsOf(mart));
            undo("mart");
            assertThat(rowsOf(mart)).hasSize(writes.size());
        }
    }

    private static Callable<List<Write>> writer(InstanceView instance, AtomicInteger next, AtomicBoolean enough) {
        return () -> {
            List<Write> writes = new ArrayList<>();
            try (Connection session = TestDaemon.session(instance);
                    PreparedStatement insert = session.prepareStatement("INSERT INTO t VALUES (?)")) {
                while (!enough.get()) {
                    int row = next.incrementAndGet();
                    Instant begun = Instant.now();
                    insert.setInt(1, row);
                    insert.executeUpdate();
                    writes.add(new Write(row, begun, Instant.now()));
                }
            }
            return writes;
        };
    }

    private static void assertIsAsAt(Instant moment, List<Write> writes, Set<Integer> rows) {
        for (Write write : writes) {
            if (!write.acknowledged().isAfter(moment)) {
                assertThat(rows).as("acknowledged before").contains(write.row());
            } else if (write.begun().isAfter(moment)) {
                assertThat(rows).as("begun later").doesNotContain(write.row());
            }
        }
    }

    private static Set<Integer> rowsOf(InstanceView instance) throws SQLException {
        Set<Integer> rows = new HashSet<>();
        try (Connection session = TestDaemon.session(instance);
                Statement statement = session.createStatement();
                ResultSet found = statement.executeQuery("SELECT a FROM t")) {
            while (found.next()) {
                rows.add(found.getInt(1));
            }
        }
        return rows;
    }

    @Test
    void aMomentAfterTheLastCommitHasAllThatIsThereWhetherItRunsOrNot() throws Exception {
        InstanceView still = create("still");
        keep("still");
        TestDaemon.query(still, "CREATE TABLE t AS SELECT 1 AS a");
        Instant first = Instant.now();
        assertThat(restore("still", first).kept()).isNotNull();
        assertThat(TestDaemon.query(still, "SELECT a FROM t")).isEqualTo("1");
        awaitBase("still");
        TestDaemon.query(still, "UPDATE t SET a = 2");
        Instant second = Instant.now();
        daemon.stop("still");

        ExchangedData restored = restore("still", second);

        assertThat(restored.interruptedMillis()).isNull();
        assertThat(daemon.view("still").status()).isEqualTo(InstanceStatus.NOT_RUNNING);
        daemon.startAgain("still");
        assertThat(TestDaemon.query(still, "SELECT a FROM t")).isEqualTo("2");
    }

    @Test
    void aMomentBeforeItsServerWasKilledAndStoppedAndItsDaemonTooIsStillThere() throws Exception {
        InstanceView hit = create("hit");
        keep("hit");
        TestDaemon.query(hit, "CREATE TABLE t AS SELECT 1 AS a");
        Instant moment = Instant.now();
        TestDaemon.query(hit, "UPDATE t SET a = 2");

        ProcessHandle.of(hit.pid()).orElseThrow().destroyForcibly();
        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(() -> daemon.view("hit").status() == InstanceStatus.RUNNING
                        && !daemon.view("hit").pid().equals(hit.pid()));
        daemon.kill();
        daemon.start();
        daemon.startAgain("hit");
        TestDaemon.query(hit, "UPDATE t SET a = 3");
        daemon.stop("hit");
        daemon.startAgain("hit");

        restore("hit", moment);
        assertThat(TestDaemon.query(hit, "SELECT a FROM t")).isEqualTo("1");
    }

    @Test
    void aMomentThatItDoesNotReachIsRefusedWithThoseThatItDoes() throws Exception {
        InstanceView kiosk = create("kiosk");
        assertThatThrownBy(() -> restore("kiosk", Instant.now()))
                .hasMessageContaining("keeps no history")
                .hasMessageContaining("jprisma dev history kiosk 1h");
        Instant before = Instant.now();
        keep("kiosk");

        assertThatThrownBy(() -> restore("kiosk", before))
                .hasMessageContaining("its history reaches from")
                .hasMessageContaining("to now");
        assertThatThrownBy(() -> restore("kiosk", Instant.now().plusSeconds(3600)))
                .hasMessageContaining("yet to come");
        assertThat(TestDaemon.query(kiosk, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void aForkCanHaveTheDataOfAMoment() throws Exception {
        InstanceView stand = create("stand");
        keep("stand");
        TestDaemon.query(stand, "CREATE TABLE t AS SELECT 1 AS a");
        Instant moment = Instant.now();
        TestDaemon.query(stand, "UPDATE t SET a = 2");
        StartInstance start = new StartInstance(
                new InstanceName("then"),
                false,
                FreePort.choose(),
                FreePort.choose(),
                FreePort.choose(),
                ProcessHandle.current().pid(),
                false,
                false);

        InstanceView then = daemon.call(
                        Methods.INSTANCE_FORK,
                        new ForkInstance(new InstanceName("stand"), null, moment, start),
                        StartedInstance.class)
                .instance();

        assertThat(TestDaemon.query(then, "SELECT a FROM t")).isEqualTo("1");
        assertThat(TestDaemon.query(stand, "SELECT a FROM t")).isEqualTo("2");
        assertThat(daemon.record("then").history()).isNull();
    }

    @Test
    void itMovesOnAndItsWalDoesNotGrowWithoutBound() throws Exception {
        InstanceView busy = create("busy");
        set("busy", "max_slot_wal_keep_size=24MB");
        keep("busy");
        Instant begun = history("busy").orElseThrow().from().orElseThrow();
        TestDaemon.query(busy, "CREATE TABLE t (a text)");

        Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> {
            List<HistoryBase> bases = history("busy").orElseThrow().bases();
            long last = bases.get(bases.size() - 1).wal();
            if (TestDaemon.query(busy, "SELECT pg_current_wal_lsn() - '0/0' < " + (last + (9 << 20)))
                    .equals("t")) {
                write(busy);
            }
            return history("busy").orElseThrow().from().orElseThrow().isAfter(begun);
        });
        TestDaemon.query(busy, "INSERT INTO t VALUES ('last')");
        Instant moment = Instant.now();
        TestDaemon.query(busy, "TRUNCATE t");
        TestDaemon.query(busy, "CHECKPOINT");

        HistoryRecord history = history("busy").orElseThrow();
        assertThat(history.bases()).hasSizeLessThanOrEqualTo(4);
        assertThat(basesOnDisk("busy", history.id()))
                .containsAll(history.bases().stream().map(HistoryBase::id).toList());
        assertThat(view("busy").walBytes()).isLessThan(100L << 20);
        restore("busy", moment);
        assertThat(TestDaemon.query(busy, "SELECT min(a) FROM t")).isEqualTo("last");
    }

    @Test
    void moreWalThanItMayKeepEndsTheHistoryAndNotTheServerAndAnotherBegins() throws Exception {
        InstanceView flood = create("flood");
        set("flood", "max_slot_wal_keep_size=8MB", "min_wal_size=2MB", "max_wal_size=4MB");
        keep("flood");
        HistoryRecord lost = history("flood").orElseThrow();
        TestDaemon.query(flood, "CREATE TABLE t (a text)");
        daemon.kill();
        for (int i = 0; i < 12; i++) {
            write(flood);
        }
        TestDaemon.query(flood, "CHECKPOINT");
        assertThat(TestDaemon.query(flood, "SELECT wal_status FROM pg_replication_slots"))
                .isEqualTo("lost");
        daemon.start();

        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(() -> history("flood")
                        .filter(it -> !it.id().equals(lost.id()))
                        .isPresent());
        Instant moment = Instant.now();
        TestDaemon.query(flood, "DROP TABLE t");
        assertThatThrownBy(() -> restore("flood", lost.from().orElseThrow())).hasMessageContaining("reaches from");
        restore("flood", moment);
        assertThat(TestDaemon.query(flood, "SELECT count(*) > 0 FROM t")).isEqualTo("t");
        assertThat(basesOnDisk("flood", lost.id())).isEmpty();
    }

    @Test
    void otherDataHasAnotherHistoryAndBroughtBackHasItsOwn() throws Exception {
        InstanceView bazaar = create("bazaar");
        keep("bazaar");
        HistoryRecord first = history("bazaar").orElseThrow();
        TestDaemon.query(bazaar, "CREATE TABLE t AS SELECT 1 AS a");
        Instant moment = Instant.now();
        TestDaemon.query(bazaar, "UPDATE t SET a = 2");

        restore("bazaar", moment);
        HistoryRecord second = awaitBase("bazaar");
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThatThrownBy(() -> restore("bazaar", moment)).hasMessageContaining("reaches from");

        undo("bazaar");
        assertThat(awaitBase("bazaar")).isEqualTo(first);
        restore("bazaar", moment);
        awaitBase("bazaar");
        assertThat(TestDaemon.query(bazaar, "SELECT a FROM t")).isEqualTo("1");
    }

    @Test
    void whatNothingBringsBackHasNoHistoryAnyMore() throws Exception {
        InstanceView branch = create("branch");
        keep("branch");
        HistoryRecord first = history("branch").orElseThrow();
        TestDaemon.query(branch, "CREATE TABLE t AS SELECT 1 AS a");
        String kept = restore("branch", Instant.now()).kept().name();
        awaitBase("branch");
        assertThat(new HistoryRegistry(daemon.home()).ids(new InstanceName("branch")))
                .contains(first.id());

        daemon.call(
                Methods.SNAPSHOT_REMOVE,
                new RemoveSnapshot(new InstanceName("branch"), new SnapshotName(kept)),
                Nothing.class);

        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(() -> basesOnDisk("branch", first.id()).isEmpty());
        assertThat(new HistoryRegistry(daemon.home()).ids(new InstanceName("branch")))
                .doesNotContain(first.id());
    }

    @Test
    void whatADaemonLeftInTheMiddleIsFinishedOrGoneUnderTheNext() throws Exception {
        InstanceView slotOnly = create("slot-only");
        InstanceView unrecorded = create("unrecorded");
        InstanceView unpruned = create("unpruned");
        for (String name : List.of("slot-only", "unrecorded", "unpruned")) {
            keep(name);
        }
        TestDaemon.query(unrecorded, "CREATE TABLE t AS SELECT 1 AS a");
        Instant moment = Instant.now();
        TestDaemon.query(unrecorded, "UPDATE t SET a = 2");
        daemon.kill();
        HistoryRegistry registry = new HistoryRegistry(daemon.home());
        String slot = history("slot-only").orElseThrow().id();
        registry.forget(new InstanceName("slot-only"), slot);
        Path halfMade =
                basesOf("unrecorded", history("unrecorded").orElseThrow().id());
        Files.createDirectory(halfMade.resolve("0123abcd"));
        HistoryRecord unprunedBefore = history("unpruned").orElseThrow();
        HistoryBase recent = unprunedBefore.bases().get(0);
        HistoryBase needed =
                new HistoryBase(recent.id(), recent.wal(), recent.from().minusSeconds(4000), recent.bytes());
        HistoryBase gone = new HistoryBase("0123abcd", 0, needed.from().minusSeconds(4000), 1);
        registry.save(new InstanceName("unpruned"), unprunedBefore.withBases(List.of(gone, needed)));

        daemon.start();

        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(() -> history("slot-only").isPresent());
        assertThat(history("slot-only").orElseThrow().id()).isEqualTo(slot);
        Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> !Files.exists(halfMade.resolve("0123abcd")));
        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(() -> history("unpruned").orElseThrow().bases().equals(List.of(needed)));
        restore("unrecorded", moment);
        assertThat(TestDaemon.query(unrecorded, "SELECT a FROM t")).isEqualTo("1");
        assertThat(TestDaemon.query(slotOnly, "SELECT 1")).isEqualTo("1");
        assertThat(TestDaemon.query(unpruned, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void offLeavesNothingOfItAlsoInDataThatIsBroughtBackLater() throws Exception {
        InstanceView outlet = create("outlet");
        keep("outlet");
        assertThat(daemon.view("outlet").history()).isEqualTo(LENGTH);
        restore("outlet", Instant.now());
        awaitBase("outlet");

        assertThat(keep("outlet", HistoryLength.OFF)).isNull();

        assertThat(daemon.view("outlet").history()).isNull();
        assertThat(new HistoryRegistry(daemon.home()).ids(new InstanceName("outlet")))
                .isEmpty();
        assertThat(TestDaemon.query(outlet, "SELECT count(*) FROM pg_replication_slots"))
                .isEqualTo("0");
        assertThat(TestDaemon.query(outlet, "SHOW max_slot_wal_keep_size")).isEqualTo("-1");
        undo("outlet");
        assertThat(TestDaemon.query(outlet, "SELECT count(*) FROM pg_replication_slots"))
                .isEqualTo("0");
        keep("outlet");
        daemon.stop("outlet");
        keep("outlet", HistoryLength.OFF);
        daemon.startAgain("outlet");
        assertThat(TestDaemon.query(outlet, "SELECT count(*) FROM pg_replication_slots"))
                .isEqualTo("0");
    }

    @Test
    void aServerThatIsSetToKeepNoneSaysSoAndGoesOn() throws Exception {
        InstanceView minimal = create("minimal");
        set("minimal", "wal_level=minimal", "max_wal_senders=0");

        assertThatThrownBy(() -> keep("minimal"))
                .hasMessage("minimal can keep no history with wal_level=minimal. To change that:"
                        + " jprisma dev config minimal --reset wal_level");

        assertThat(daemon.view("minimal").history()).isNull();
        assertThat(TestDaemon.query(minimal, "SELECT count(*) FROM pg_replication_slots"))
                .isEqualTo("0");
    }

    @Test
    void aSettingThatWouldEndItIsRefusedWithWhatToType() throws Exception {
        create("modest");
        keep("modest");

        assertThatThrownBy(() -> set("modest", "wal_level=minimal", "max_wal_senders=0"))
                .hasMessage("modest keeps a history, which it cannot with wal_level=minimal. To keep none any more:"
                        + " jprisma dev history modest off");
    }

    @Test
    void whereOtherDataHasYetToBeginItsHistoryThatIsSaidAndHowToHaveTheOneBefore() throws Exception {
        create("fresh");
        keep("fresh");
        Instant moment = Instant.now();
        restore("fresh", moment);

        assertThatThrownBy(() -> restore("fresh", moment))
                .hasMessageContaining("has a history of its own: jprisma dev undo fresh brings both back");
        daemon.stop("fresh");
        create("later");
        daemon.stop("later");
        keep("later", LENGTH);
        assertThatThrownBy(() -> restore("later", moment))
                .hasMessageContaining("has yet to begin, which it does when it runs: jprisma dev start later");
    }

    @Test
    void theWalThatItKeepsCountsForNoCopy() throws Exception {
        InstanceView hoard = create("hoard");
        keep("hoard");
        TestDaemon.query(hoard, "CREATE TABLE t (a text)");
        for (int i = 0; i < 8; i++) {
            write(hoard);
            TestDaemon.query(hoard, "TRUNCATE t");
            TestDaemon.query(hoard, "SELECT pg_switch_wal()");
        }
        Path data = daemon.record("hoard").dataDirectory(daemon.home());

        Storage storage = Storage.of(daemon.home());
        assertThat(view("hoard").walBytes()).isGreaterThan(20L << 20);
        assertThat(ClusterCopies.bytesOfCopy(storage, data))
                .isLessThan(ClusterCopies.bytes(storage, data) - (16L << 20));
    }

    @Test
    void itBeginsWithAStartThatAsksForItAndWithTheNextWhereItIsAskedForInBetween() throws Exception {
        StartInstance request = TestDaemon.request("early", false).keeping(LENGTH);
        InstanceView early = daemon.call(Methods.INSTANCE_START, request, StartedInstance.class)
                .instance();
        // Beside the base copy that the start has begun.
        keep("early");
        for (int i = 0; i < 3; i++) {
            TestDaemon.query(early, "SELECT pg_switch_wal() FROM pg_logical_emit_message(true, 'some', 'WAL')");
            TestDaemon.query(early, "CHECKPOINT");
        }
        restore("early", Instant.now());
        assertThat(early.history()).isEqualTo(LENGTH);
        create("late");
        daemon.stop("late");
        assertThat(keep("late", LENGTH).from()).isNull();
        daemon.startAgain("late");
        awaitBase("late");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void otherVersionsKeepOneToo(int major) throws Exception {
        String name = "v" + major;
        InstanceView old = daemon.call(
                        Methods.INSTANCE_START, TestDaemon.request(name, false).on(major, null), StartedInstance.class)
                .instance();
        keep(name);
        TestDaemon.query(old, "CREATE TABLE t AS SELECT 1 AS a");
        Instant moment = Instant.now();
        TestDaemon.query(old, "UPDATE t SET a = 2");
        Instant last = Instant.now();

        restore(name, moment);
        assertThat(TestDaemon.query(old, "SELECT a FROM t")).isEqualTo("1");
        undo(name);
        daemon.stop(name);
        restore(name, last);
        assertThat(TestDaemon.query(daemon.startAgain(name).instance(), "SELECT a FROM t"))
                .isEqualTo("2");
    }

    private InstanceView create(String name) throws IOException {
        return daemon.create(name);
    }

    private void keep(String name) throws IOException {
        assertThat(keep(name, LENGTH).from()).isNotNull();
    }

    private HistoryView keep(String name, HistoryLength length) throws IOException {
        return daemon.call(Methods.INSTANCE_HISTORY, new KeepHistory(new InstanceName(name), length), KeptHistory.class)
                .history();
    }

    private void set(String name, String... settings) throws IOException {
        daemon.call(
                Methods.INSTANCE_CONFIGURE,
                ConfigureInstance.setting(
                        new InstanceName(name),
                        List.of(settings).stream().map(ServerSetting::parse).toList()),
                ConfiguredInstance.class);
    }

    private ExchangedData restore(String name, Instant at) throws IOException {
        return daemon.call(
                Methods.INSTANCE_RESTORE, new RestoreInstance(new InstanceName(name), null, at), ExchangedData.class);
    }

    private void undo(String name) throws IOException {
        daemon.call(Methods.INSTANCE_UNDO, new UndoInstance(new InstanceName(name)), ExchangedData.class);
    }

    /** Some megabytes of WAL. */
    private static void write(InstanceView instance) throws SQLException {
        TestDaemon.query(instance, "INSERT INTO t SELECT repeat('x', 1000) FROM generate_series(1, 2000)");
    }

    private Optional<HistoryRecord> history(String name) {
        return new HistoryRegistry(daemon.home()).of(daemon.record(name));
    }

    private HistoryView view(String name) {
        return HistoryView.of(daemon.record(name), daemon.home());
    }

    private HistoryRecord awaitBase(String name) {
        Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> history(name).isPresent());
        return history(name).orElseThrow();
    }

    private Path basesOf(String name, String history) {
        return ServerFiles.of(daemon.home())
                .folderOf(new InstanceName(name))
                .resolve("history")
                .resolve(history);
    }

    private List<String> basesOnDisk(String name, String history) throws IOException {
        Path bases = basesOf(name, history);
        if (!Files.exists(bases)) {
            return List.of();
        }
        try (var entries = Files.list(bases)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
