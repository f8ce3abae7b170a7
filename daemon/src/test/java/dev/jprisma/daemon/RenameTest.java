package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HistoryRegistry;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceRenaming;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRegistry;
import dev.jprisma.state.Upstream;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.KeepHistory;
import dev.jprisma.state.control.KeptHistory;
import dev.jprisma.state.control.LinkInstance;
import dev.jprisma.state.control.LinkedInstance;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.RenameInstance;
import dev.jprisma.state.control.RenamedInstance;
import dev.jprisma.state.control.RestoreInstance;
import dev.jprisma.state.control.SnapshotInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.TakenSnapshot;
import dev.jprisma.state.control.UndoInstance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another name for an instance, whatever ends the daemon meanwhile. */
class RenameTest {
    private static final SnapshotName SAVED = new SnapshotName("saved");

    @TempDir
    private Path folder;

    private TestDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
    }

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
        TestDaemon.deleteServerFilesOf(daemon.home().root());
    }

    @Test
    void oneThatRunsGoesOnByItsNewNameWithDataUrlsSnapshotsAndHistory() throws Exception {
        InstanceView before = daemon.create("shop");
        TestDaemon.query(before, "CREATE TABLE t AS SELECT 'old' AS a");
        snapshot("shop");
        daemon.call(
                Methods.INSTANCE_HISTORY,
                new KeepHistory(new InstanceName("shop"), HistoryLength.of("1h")),
                KeptHistory.class);
        TestDaemon.query(before, "UPDATE t SET a = 'new'");

        RenamedInstance renamed = rename("shop", "store");

        InstanceView after = renamed.instance();
        assertThat(renamed.restarted()).isTrue();
        assertThat(after.name()).isEqualTo("store");
        assertThat(after.status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(after.exports()).isEqualTo(before.exports());
        assertThat(names()).containsExactly("store");
        assertThat(TestDaemon.query(after, "SELECT a FROM t")).isEqualTo("new");
        assertThat(overHttp(before)).contains("new");
        assertThat(new HistoryRegistry(daemon.home()).of(daemon.record("store")))
                .as("its history")
                .isPresent();
        assertThat(new SnapshotRegistry(daemon.home()).instances()).containsExactly(new InstanceName("store"));
        daemon.call(
                Methods.INSTANCE_RESTORE,
                new RestoreInstance(new InstanceName("store"), SAVED, null),
                ExchangedData.class);
        assertThat(TestDaemon.query(after, "SELECT a FROM t")).isEqualTo("old");
        daemon.call(Methods.INSTANCE_UNDO, new UndoInstance(new InstanceName("store")), ExchangedData.class);
        assertThat(TestDaemon.query(after, "SELECT a FROM t")).isEqualTo("new");
        assertThat(leftOf("shop")).isEmpty();

        InstanceView another = daemon.create("shop");
        assertThat(another.exports()).isNotEqualTo(before.exports());
        rename("store", "shelf");
        assertThat(rename("shop", "store").instance().exports()).isEqualTo(another.exports());
        assertThat(rename("shelf", "shop").instance().exports()).isEqualTo(before.exports());
    }

    @Test
    void oneThatIsStoppedStaysSoAndWhatWasRemovedByTheNewNameIsBroughtBackByIt() throws Exception {
        InstanceView removed = daemon.create("store");
        TestDaemon.query(removed, "CREATE TABLE t AS SELECT 'removed' AS a");
        daemon.call(
                Methods.INSTANCE_REMOVE,
                new RemoveInstance(new InstanceName("store"), true, false),
                RemovedInstance.class);
        TestDaemon.query(daemon.create("shop"), "CREATE TABLE t AS SELECT 'shop' AS a");
        snapshot("shop");
        daemon.stop("shop");

        RenamedInstance renamed = rename("shop", "store");

        assertThat(renamed.restarted()).isFalse();
        assertThat(renamed.instance().status()).isEqualTo(InstanceStatus.NOT_RUNNING);
        InstanceView store = daemon.startAgain("store").instance();
        assertThat(TestDaemon.query(store, "SELECT a FROM t")).isEqualTo("shop");
        daemon.call(Methods.INSTANCE_UNDO, new UndoInstance(new InstanceName("store")), ExchangedData.class);
        assertThat(TestDaemon.query(store, "SELECT a FROM t")).isEqualTo("removed");

        daemon.call(
                Methods.INSTANCE_REMOVE,
                new RemoveInstance(new InstanceName("store"), true, false),
                RemovedInstance.class);
        daemon.create("shop");
        snapshot("shop");
        assertThatThrownBy(() -> rename("shop", "store")).hasMessageContaining("jprisma dev snapshot rm store saved");
        assertThat(names()).containsExactly("shop");
        assertThat(daemon.view("shop").status()).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void whatCannotBeRenamedIsLeftAloneAndSaysWhy() throws Exception {
        daemon.create("shop");
        daemon.create("store");
        assertThatThrownBy(() -> rename("shop", "store")).hasMessageContaining("There is an instance store already");
        assertThatThrownBy(() -> rename("shop", "shop")).hasMessageContaining("has this name already");
        assertThatThrownBy(() -> rename("none", "other")).hasMessageContaining("There is no instance 'none'");
        Path strange = daemon.home().instanceDirectory(new InstanceName("strange"));
        Files.createDirectory(strange);
        assertThatThrownBy(() -> rename("shop", "strange")).hasMessageContaining("which is no instance's");
        try (ControlConnection connection = daemon.connect()) {
            daemon.call(connection, Methods.INSTANCE_START, TestDaemon.request("held", true), StartedInstance.class);
            assertThatThrownBy(() -> rename("held", "free")).hasMessageContaining("is held by process");
        }
        assertThat(names()).contains("shop", "store").doesNotContain("other", "free", "strange");
        assertThat(InstanceRenaming.underWay(daemon.home())).isEmpty();
        assertThat(daemon.view("shop").status()).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void whatCannotBeMovedRunsOnByTheOldName() throws Exception {
        InstanceView before = daemon.create("shop");
        TestDaemon.query(before, "CREATE TABLE t AS SELECT 'here' AS a");
        snapshot("shop");
        Path snapshots = ServerFiles.of(daemon.home()).root().resolve("snapshots");
        // Where the folder of the new name's snapshots would be made.
        Files.writeString(snapshots.resolve("store"), "");

        assertThatThrownBy(() -> rename("shop", "store"))
                .hasMessageContaining("The snapshots of shop cannot be moved to store");

        assertThat(names()).containsExactly("shop");
        InstanceView after = daemon.view("shop");
        assertThat(after.status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(TestDaemon.query(after, "SELECT a FROM t")).isEqualTo("here");
        assertThat(InstanceRenaming.underWay(daemon.home())).isEmpty();
        daemon.call(
                Methods.INSTANCE_RESTORE,
                new RestoreInstance(new InstanceName("shop"), SAVED, null),
                ExchangedData.class);
    }

    @Test
    void twoThatWantOneAnothersNameAreRefusedAndTwoThatWantTheSameAreNotBothGivenIt() throws Exception {
        daemon.create("a");
        daemon.create("b");

        List<CompletableFuture<RenamedInstance>> crosswise =
                List.of(renaming("a", "b"), renaming("b", "a"), renaming("a", "c"), renaming("b", "c"));

        List<CompletableFuture<RenamedInstance>> done = new ArrayList<>();
        for (CompletableFuture<RenamedInstance> each : crosswise) {
            if (each.handle((renamed, failure) -> failure == null).get(60, TimeUnit.SECONDS)) {
                done.add(each);
            }
        }
        assertThat(done).isNotEmpty();
        assertThat(names()).hasSize(2).contains("c");
        assertThat(names())
                .allSatisfy(name -> assertThat(TestDaemon.query(daemon.view(name), "SELECT 1"))
                        .isEqualTo("1"));
    }

    @Test
    void oneThatIsLinkedLeadsToTheSameDatabaseByItsNewName() throws Exception {
        InstanceView there = daemon.create("there");
        LinkedInstance linked = daemon.call(
                Methods.INSTANCE_LINK,
                new LinkInstance(
                        new InstanceName("link"),
                        new Upstream(there.exports().database().connectionString(), null, false),
                        null,
                        null,
                        null,
                        null),
                LinkedInstance.class);
        TestDaemon.query(there, "CREATE TABLE t AS SELECT 'there' AS a");

        InstanceView renamed = rename("link", "far").instance();

        assertThat(renamed.status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(overHttp(linked.instance())).contains("there");
        assertThat(names()).containsExactly("far", "there");
    }

    @Test
    void whatADaemonLeavesThatIsKilledHasOneNameWithDataAndSnapshotsAtEveryStep() throws Exception {
        List<String> steps = List.of("announced", "stopped", "snapshot", "data", "folder", "recorded");
        for (String step : steps) {
            TestDaemon.query(daemon.create(step), "CREATE TABLE t AS SELECT '" + step + "' AS a");
            snapshot(step);
            daemon.stop(step);
        }
        JprismaHome home = daemon.home();
        ServerFiles files = ServerFiles.of(home);
        daemon.startAgain("announced");
        daemon.kill();
        for (String step : steps) {
            InstanceName from = new InstanceName(step);
            InstanceName to = new InstanceName(step + "-new");
            new InstanceRenaming(from, to, List.of(SAVED), true).write(home);
            if (step.equals("announced")) {
                continue;
            }
            InstanceRecord record = daemon.record(step);
            new Registry(home).save(record.starting(record.ports(), null));
            if (step.equals("stopped")) {
                continue;
            }
            move(
                    files.snapshotsOf(from).resolve(SAVED.value()),
                    files.snapshotsOf(to).resolve(SAVED.value()));
            if (step.equals("snapshot")) {
                continue;
            }
            move(home.snapshots().resolve(step), home.snapshots().resolve(to.value()));
            Files.deleteIfExists(files.snapshotsOf(from));
            if (files.areOutside()) {
                move(files.folderOf(from), files.folderOf(to));
            }
            if (step.equals("data")) {
                continue;
            }
            move(home.instanceDirectory(from), home.instanceDirectory(to));
            // Readers see it by the new name, although its record has the old one.
            assertThat(daemon.record(to.value()).name()).isEqualTo(to);
            if (step.equals("recorded")) {
                new Registry(home).save(daemon.record(to.value()));
            }
        }

        daemon.start();

        for (String step : steps) {
            String name = step + "-new";
            Awaitility.await(name)
                    .atMost(TestDaemon.PATIENCE)
                    .until(() -> daemon.view(name).status() == InstanceStatus.RUNNING);
            assertThat(TestDaemon.query(daemon.view(name), "SELECT a FROM t")).isEqualTo(step);
            assertThat(leftOf(step)).isEmpty();
            daemon.call(
                    Methods.INSTANCE_RESTORE,
                    new RestoreInstance(new InstanceName(name), SAVED, null),
                    ExchangedData.class);
        }
        assertThat(names()).hasSameSizeAs(steps);
        assertThat(InstanceRenaming.underWay(home)).isEmpty();
    }

    @Test
    void aDaemonThatIsKilledAtAnyMomentLeavesOneName() throws Exception {
        Assumptions.assumeTrue(
                Boolean.getBoolean("jprisma.test.all"),
                "That a daemon is killed at any moment of a rename was NOT tested: scripts/check --all does");
        TestDaemon.query(daemon.create("x"), "CREATE TABLE t AS SELECT 'kept' AS a");
        snapshot("x");
        String name = "x";
        for (int round = 0; round < 40; round++) {
            String other = name.equals("x") ? "y" : "x";
            CompletableFuture<RenamedInstance> renaming = renaming(name, other);
            // Where in it the blow falls is what differs from round to round.
            CompletableFuture<Void> blow = CompletableFuture.runAsync(
                    () -> {}, CompletableFuture.delayedExecutor(round * 8L, TimeUnit.MILLISECONDS));
            CompletableFuture.anyOf(blow, renaming)
                    .handle((one, failure) -> one)
                    .join();
            daemon.kill();
            renaming.handle((renamed, failure) -> renamed).get(60, TimeUnit.SECONDS);

            daemon.start();

            Awaitility.await("round " + round)
                    .atMost(TestDaemon.PATIENCE)
                    .until(() ->
                            names().size() == 1 && daemon.view(names().get(0)).status() == InstanceStatus.RUNNING);
            name = names().get(0);
            assertThat(TestDaemon.query(daemon.view(name), "SELECT a FROM t")).isEqualTo("kept");
            assertThat(new SnapshotRegistry(daemon.home()).find(new InstanceName(name), SAVED))
                    .as("round " + round)
                    .isPresent();
            assertThat(leftOf(name.equals("x") ? "y" : "x"))
                    .as("round " + round)
                    .isEmpty();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.createDirectories(to.getParent());
            Files.move(from, to);
        }
    }

    /** Folders that still have a name. */
    private List<Path> leftOf(String name) {
        InstanceName instance = new InstanceName(name);
        ServerFiles files = ServerFiles.of(daemon.home());
        return List.of(
                        daemon.home().instanceDirectory(instance),
                        daemon.home().snapshots().resolve(name),
                        files.folderOf(instance),
                        files.snapshotsOf(instance))
                .stream()
                .filter(Files::exists)
                .toList();
    }

    private List<String> names() {
        return new Registry(daemon.home())
                .list().stream()
                        .map(RegistryEntry::required)
                        .map(each -> each.name().value())
                        .toList();
    }

    private RenamedInstance rename(String from, String to) throws IOException {
        return daemon.call(
                Methods.INSTANCE_RENAME,
                new RenameInstance(new InstanceName(from), new InstanceName(to)),
                RenamedInstance.class);
    }

    private CompletableFuture<RenamedInstance> renaming(String from, String to) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return rename(from, to);
            } catch (IOException e) {
                throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, e.toString(), e);
            }
        });
    }

    private void snapshot(String name) throws IOException {
        daemon.call(
                Methods.INSTANCE_SNAPSHOT,
                new SnapshotInstance(new InstanceName(name), SAVED, null),
                TakenSnapshot.class);
    }

    private static String overHttp(InstanceView instance) throws Exception {
        URI url = URI.create(instance.exports().ppg().url());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + url.getAuthority() + "/sql"))
                .header("Authorization", "Bearer " + url.getQuery().substring("api_key=".length()))
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"SELECT a FROM t\", \"params\": []}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
