package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.LifeTime;
import dev.jprisma.state.ProjectRegistry;
import dev.jprisma.state.Registry;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRegistry;
import dev.jprisma.state.control.ClaimDatabase;
import dev.jprisma.state.control.ClaimedDatabase;
import dev.jprisma.state.control.CreateDatabase;
import dev.jprisma.state.control.CreatedDatabase;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.RestoreInstance;
import dev.jprisma.state.control.SnapshotInstance;
import dev.jprisma.state.control.TakenSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that end by themselves, unless somebody claims them. */
class LifeTimeTest {
    private static final LifeTime LONG = LifeTime.of("1h");

    @TempDir
    private static Path folder;

    private static TestDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
        // The first unpacks PostgreSQL, which takes longer than the others live.
        daemon.create("other");
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(daemon.view("other").endsAt()).isNull();
        daemon.stopEverything();
        TestDaemon.deleteServerFilesOf(daemon.home().root());
    }

    private static CreatedDatabase make(String name, LifeTime lifeTime) throws IOException {
        return daemon.call(Methods.DATABASE_CREATE, new CreateDatabase(name, lifeTime), CreatedDatabase.class);
    }

    private static InstanceView claim(String name) throws IOException {
        return daemon.call(Methods.DATABASE_CLAIM, new ClaimDatabase(name), ClaimedDatabase.class)
                .instance();
    }

    private static void snapshot(String instance, String name) throws IOException {
        daemon.call(
                Methods.INSTANCE_SNAPSHOT,
                new SnapshotInstance(new InstanceName(instance), new SnapshotName(name), SnapshotCause.SNAPSHOT),
                TakenSnapshot.class);
    }

    private static boolean isThere(String name) {
        return new Registry(daemon.home()).find(new InstanceName(name)).isPresent();
    }

    private static void awaitEndOf(CreatedDatabase database) {
        await().atMost(TestDaemon.PATIENCE)
                .until(() -> !isThere(database.instance().name()));
        assertThat(Instant.now()).isAfterOrEqualTo(database.instance().endsAt());
    }

    private static boolean isLeft(String name) {
        return Stream.of(daemon.home().root(), ServerFiles.of(daemon.home()).root())
                .flatMap(root -> Stream.of("instances", "snapshots").map(root::resolve))
                .anyMatch(folder -> Files.exists(folder.resolve(name)));
    }

    @Test
    void atItsEndNothingIsLeftOfItsSessionsItsDataItsSnapshotsAndItsProject() throws Exception {
        CreatedDatabase made = make("throwaway", LifeTime.of("15s"));
        try (Connection session = TestDaemon.session(made.instance())) {
            snapshot("throwaway", "before");
            awaitEndOf(made);
            await().atMost(TestDaemon.PATIENCE).until(() -> !session.isValid(5));
        }
        assertThat(ProcessHandle.of(made.instance().pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        await().atMost(TestDaemon.PATIENCE).until(() -> !isLeft("throwaway"));
        assertThat(new ProjectRegistry(daemon.home()).find(made.projectId())).isEmpty();
        assertThat(new SnapshotRegistry(daemon.home()).of(new InstanceName("throwaway")))
                .isEmpty();
        assertThatThrownBy(() -> claim(made.projectId())).hasMessageContaining("no project " + made.projectId());
    }

    @Test
    void whatEndedWhileNoDaemonRanGoesWithTheNextOneStoppedOrNot() throws Exception {
        CreatedDatabase running = make("runs", LifeTime.of("3s"));
        CreatedDatabase stopped = make("stopped", LifeTime.of("5s"));
        daemon.stop("stopped");
        daemon.kill();
        await().atMost(TestDaemon.PATIENCE)
                .until(() -> Instant.now().isAfter(stopped.instance().endsAt()));
        assertThat(isThere("runs") && isThere("stopped")).isTrue();

        daemon.start();
        awaitEndOf(running);
        awaitEndOf(stopped);
    }

    @Test
    void aStartDoesNotExtendIt() throws Exception {
        InstanceView made = make("extended", LONG).instance();
        daemon.stop("extended");
        assertThat(daemon.startAgain("extended").instance().endsAt()).isEqualTo(made.endsAt());
    }

    @Test
    void whatIsClaimedStaysAlsoWithTheDataOfBefore() throws Exception {
        CreatedDatabase made = make("claimed", LONG);
        TestDaemon.query(made.instance(), "create table kept ()");
        snapshot("claimed", "before");

        assertThat(claim(made.projectId()).endsAt()).isNull();
        assertThat(claim("claimed").endsAt()).isNull();
        daemon.call(
                Methods.INSTANCE_RESTORE,
                new RestoreInstance(new InstanceName("claimed"), new SnapshotName("before"), null),
                ExchangedData.class);
        daemon.kill();
        daemon.start();
        daemon.startAgain("claimed");

        assertThat(daemon.view("claimed").endsAt()).isNull();
        assertThat(TestDaemon.query(daemon.view("claimed"), "select to_regclass('kept')"))
                .isEqualTo("kept");
    }

    @Test
    void aClaimAtTheEndIsInTimeOrTooLateAndNeverHalf() throws Exception {
        Map<CreatedDatabase, Boolean> claimed = new HashMap<>();
        List<CreatedDatabase> left = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            left.add(make("late", LifeTime.of(4 + 2 * i + "s")));
        }
        for (CreatedDatabase database : left) {
            // The daemon looks once a second, so some are still there.
            await().atMost(TestDaemon.PATIENCE)
                    .until(() ->
                            Instant.now().isAfter(database.instance().endsAt().plusMillis(300)));
            claimed.put(database, isClaimed(database));
        }
        for (Map.Entry<CreatedDatabase, Boolean> each : claimed.entrySet()) {
            InstanceView instance = each.getKey().instance();
            if (each.getValue()) {
                assertThat(daemon.status().running()).contains(instance.name());
                assertThat(TestDaemon.query(instance, "select 7")).isEqualTo("7");
            } else {
                awaitEndOf(each.getKey());
            }
        }
    }

    private static boolean isClaimed(CreatedDatabase database) throws IOException {
        try {
            return claim(database.projectId()).endsAt() == null;
        } catch (JprismaException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND);
            return false;
        }
    }
}
