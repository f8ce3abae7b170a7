package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of clusters, with and without a server at work on them. */
class ClusterCopiesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int WRITERS = 4;

    private final ClusterCopies copies = new ClusterCopies(TestClusters.factory());
    private final List<Postmaster> started = new ArrayList<>();
    private PostmasterOptions options;
    private Postmaster server;

    @BeforeEach
    void startServer() {
        options = TestClusters.newServer();
        server = start(options);
        query(addressOf(options), "CREATE TABLE row (writer int, number bigint, PRIMARY KEY (writer, number))");
        query(addressOf(options), "CREATE TABLE pair (writer int, number bigint)");
    }

    @AfterEach
    void stopServers() {
        started.forEach(Postmaster::stopImmediately);
    }

    private Postmaster start(PostmasterOptions which) {
        Postmaster postmaster = Postmaster.start(TestClusters.factory().installation(), which);
        started.add(postmaster);
        return postmaster;
    }

    @Test
    void aCopyOfARunningServerHasEveryAcknowledgedRowAndNoHalfTransaction() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong[] acknowledged =
                IntStream.range(0, WRITERS).mapToObj(writer -> new AtomicLong()).toArray(AtomicLong[]::new);
        List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer, acknowledged[writer], enough)))
                .toList();
        while (!IntStream.range(0, WRITERS).allMatch(writer -> acknowledged[writer].get() > 20)) {
            Thread.onSpinWait();
        }
        long[] before = IntStream.range(0, WRITERS)
                .mapToLong(writer -> acknowledged[writer].get())
                .toArray();
        // What is dropped, and what is made, while it is copied.
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int i = 0; !enough.get(); i++) {
                query(addressOf(options), "CREATE TABLE passing AS SELECT generate_series(1, 1000) AS i");
                query(addressOf(options), "DROP TABLE passing");
            }
        });

        try (Unfinished copy = copies.ofRunning(options.dataDirectory(), addressOf(options))) {
            enough.set(true);
            writers.forEach(CompletableFuture::join);
            changes.join();
            PostmasterOptions copied = serverOf(copy);
            start(copied);
            for (int writer = 0; writer < WRITERS; writer++) {
                String rows = query(addressOf(copied), "SELECT count(*) FROM row WHERE writer = " + writer);
                assertThat(Long.parseLong(rows)).isGreaterThanOrEqualTo(before[writer]);
                assertThat(query(
                                addressOf(copied),
                                "SELECT count(*) || ' to ' || max(number) FROM row WHERE writer = " + writer))
                        .isEqualTo(rows + " to " + rows);
                assertThat(query(addressOf(copied), "SELECT count(*) FROM pair WHERE writer = " + writer))
                        .isEqualTo(rows);
            }
            started.get(1).stop();
        }
        assertThat(server.isAlive()).isTrue();
    }

    private void write(int writer, AtomicLong acknowledged, AtomicBoolean enough) {
        try (PostgresConnection session = PostgresConnection.open(addressOf(options), LIMIT)) {
            while (!enough.get()) {
                String values = "(" + writer + ", " + (acknowledged.get() + 1) + ")";
                session.query(
                        "BEGIN; INSERT INTO row VALUES " + values + "; INSERT INTO pair VALUES " + values + "; COMMIT",
                        ResultReceiver.NONE);
                acknowledged.incrementAndGet();
            }
        }
    }

    @Test
    void aCopyHasNoSlotsAndNeitherPidFileNorSocketAndIsShutDown() throws IOException {
        query(addressOf(options), "SELECT pg_create_physical_replication_slot('kept', true)");

        try (Unfinished copy = copies.ofRunning(options.dataDirectory(), addressOf(options))) {
            assertThat(query(addressOf(options), "SELECT count(*) FROM pg_replication_slots"))
                    .isEqualTo("1");
            assertThat(copy.path().resolve("postmaster.pid")).doesNotExist();
            assertThat(copy.path().resolve("backup_label")).doesNotExist();
            assertThat(copy.path().resolve("pg_replslot")).isEmptyDirectory();
            assertThat(ControlFile.of(copy.path()).isShutDown()).isTrue();
            assertThat(ClusterCopies.bytes(TestClusters.factory().storage(), copy.path()))
                    .isGreaterThan(1 << 20);
        }
    }

    @Test
    void aCopyThatNobodyWaitsForIsGivenUpAndLeavesNothing() throws IOException {
        Path place = TestClusters.factory().storage().copies();
        query(addressOf(options), "INSERT INTO row SELECT 1, generate_series(1, 300000)");
        // Such as the log of a server that another test started on a copy.
        List<Path> before = entries(place);
        ClusterCopies abandoned = new ClusterCopies(TestClusters.factory(), () -> isBegun(place));

        assertThatThrownBy(() -> abandoned.ofRunning(options.dataDirectory(), addressOf(options)))
                .hasMessage("Whoever asked for it has gone");

        assertThat(entries(place)).isEqualTo(before);
        assertThat(query(addressOf(options), "SELECT count(*) FROM row")).isEqualTo("300000");
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static boolean isBegun(Path place) {
        try (Stream<Path> files = Files.walk(place, 2)) {
            return files.anyMatch(file -> file.endsWith("PG_VERSION"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void aStoppedClusterIsCopiedWithoutWhatIsLeftOfItsWal() throws IOException {
        query(addressOf(options), "INSERT INTO row SELECT 1, generate_series(1, 50000)");
        server.stop();

        try (Unfinished copy = copies.ofStopped(options.dataDirectory())) {
            assertThat(copy.path().resolve("pg_wal").toFile().list((folder, name) -> name.matches("[0-9A-F]{24}")))
                    .hasSize(1);
            PostmasterOptions copied = serverOf(copy);
            Postmaster again = start(copied);
            assertThat(query(addressOf(copied), "SELECT count(*) FROM row")).isEqualTo("50000");
            again.stop();
        }
    }

    @Test
    void aCrashedClusterIsRecoveredInTheCopy() throws IOException {
        query(addressOf(options), "INSERT INTO row SELECT 1, generate_series(1, 1000)");
        // These servers' commits do not wait for their WAL.
        query(addressOf(options), "SELECT pg_switch_wal()");
        server.stopImmediately();

        try (Unfinished copy = copies.ofStopped(options.dataDirectory())) {
            assertThat(ControlFile.of(options.dataDirectory()).isShutDown()).isFalse();
            assertThat(ControlFile.of(copy.path()).isShutDown()).isTrue();
            PostmasterOptions copied = serverOf(copy);
            Postmaster again = start(copied);
            assertThat(query(addressOf(copied), "SELECT count(*) FROM row")).isEqualTo("1000");
            again.stop();
        }
    }

    @Test
    void whatIsNoClusterIsNotCopiedAndLeavesNothing() throws IOException {
        server.stop();
        Files.delete(options.dataDirectory().resolve("global/pg_control"));

        assertThatThrownBy(() -> copies.ofStopped(options.dataDirectory())).hasMessageContaining("pg_control");

        Path place = TestClusters.factory().storage().copies();
        assertThat(place.toFile().list((folder, name) -> name.startsWith("unfinished")))
                .isNullOrEmpty();
    }

    private static PostmasterOptions serverOf(Unfinished copy) {
        return new PostmasterOptions(
                copy.path(),
                FreePort.choose(),
                copy.path().resolveSibling("postgres.log"),
                false,
                TestClusters.password(true));
    }

    private static ServerAddress addressOf(PostmasterOptions server) {
        return PostgresAddress.of(server.port(), TestClusters.PASSWORD);
    }

    private static String query(ServerAddress address, String sql) {
        List<String> found = new ArrayList<>();
        try (PostgresConnection session = PostgresConnection.open(address, LIMIT)) {
            session.execute(Statement.of(sql).once(), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    found.add(row.text(0));
                }
            });
        }
        return found.isEmpty() ? "" : found.get(0);
    }
}
