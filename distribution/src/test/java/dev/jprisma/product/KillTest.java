package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kill -9}, of everything in turn. */
class KillTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void aSessionOutlivesTheDaemonAndTheNextCommandBringsOneThatTakesOver() throws SQLException {
        product.run("dev", "-d").expectSuccess();
        try (Connection session = jdbc();
                Statement statement = session.createStatement()) {
            statement.execute("create table t as select 1 as a");
            ProcessIdentity killed = product.daemon();
            product.kill(killed);

            assertThat(product.status("default")).isEqualTo("running");
            assertThat(product.run("daemon", "status").expectSuccess().out()).contains("not running");
            product.run("dev", "start", "default").expectSuccess();

            assertThat(product.daemon()).isNotEqualTo(killed);
            try (ResultSet rows = statement.executeQuery("select a from t")) {
                assertThat(rows.next()).isTrue();
            }
        }
        product.run("dev", "stop", "default").expectSuccess();
        assertThat(product.status("default")).isEqualTo("not_running");
    }

    @Test
    void aSignalEndsTheDaemonInOrderAndIsLogged() {
        product.run("dev", "-d").expectSuccess();
        ProcessIdentity daemon = product.daemon();
        daemon.handle().orElseThrow().destroy();

        Awaitility.await().until(() -> !daemon.isAlive());

        assertThat(product.log("daemon.log")).contains("ends: it was sent a signal");
        assertThat(product.home().resolve("daemon.json")).doesNotExist();
        assertThat(product.status("default")).isEqualTo("running");
    }

    @Test
    void stopAllStopsWhatAKilledDaemonLeft() {
        product.run("dev", "-d").expectSuccess();
        ProcessIdentity postmaster = product.record("default").postmaster();
        product.kill(product.daemon());

        assertThat(product.run("daemon", "stop", "--all").expectSuccess().out())
                .isEqualTo("default stopped.\nThe daemon has ended.\n");

        assertThat(postmaster.isAlive()).isFalse();
    }

    @Test
    void stoppingTheDaemonStopsNoDatabase() throws SQLException {
        product.run("dev", "-d").expectSuccess();
        try (Connection session = jdbc();
                Statement statement = session.createStatement()) {
            assertThat(product.run("daemon", "stop").expectSuccess().err()).contains("Still running", "default");
            statement.execute("select 1");
        }
        assertThat(product.status("default")).isEqualTo("running");
    }

    @Test
    void aKilledPostmasterIsStartedAgainWithItsCommittedRows() {
        product.run("dev", "-d").expectSuccess();
        product.sql("default", "create table t as select 42 as a");
        ProcessIdentity killed = product.record("default").postmaster();

        product.kill(killed);

        Awaitility.await().atMost(Product.LIMIT).until(() -> {
            ProcessIdentity now = product.record("default").postmaster();
            return now != null
                    && !now.equals(killed)
                    && product.status("default").equals("running");
        });
        assertThat(product.sql("default", "select a from t")).isEqualTo("42");
    }

    @Test
    void aKilledServerLeavesNoSharedMemoryBehindItsInstance() throws IOException {
        assumeTrue(
                Files.exists(Path.of("/proc/self/maps")),
                "There is no /proc: what a killed server leaves in memory was NOT tested");
        product.run("dev", "-d").expectSuccess();
        ProcessIdentity postmaster = product.record("default").postmaster();
        List<Path> segments = sharedMemoryOf(postmaster);
        assertThat(systemVSegmentsOf(postmaster)).isNotEmpty();
        product.kill(product.daemon());
        product.kill(postmaster);

        product.run("dev", "rm", "--force", "-y", "default").expectSuccess();

        assertThat(segments).noneMatch(Files::exists);
        assertThat(systemVSegmentsOf(postmaster)).isEmpty();
    }

    private static List<String> systemVSegmentsOf(ProcessIdentity creator) throws IOException {
        try (Stream<String> segments = Files.lines(Path.of("/proc/sysvipc/shm"))) {
            return segments.filter(line -> line.strip().split("\\s+")[4].equals(Long.toString(creator.pid())))
                    .toList();
        }
    }

    private static List<Path> sharedMemoryOf(ProcessIdentity postmaster) throws IOException {
        try (Stream<String> mappings = Files.lines(Path.of("/proc/" + postmaster.pid() + "/maps"))) {
            return mappings.filter(line -> line.contains("/dev/shm/"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .toList();
        }
    }

    @Test
    void theInstanceOfAKilledForegroundCommandStops() {
        Command foreground = product.start("dev");
        product.awaitStatus("default", "running");

        foreground.signal("KILL");

        product.awaitStatus("default", "not_running");
    }

    @Test
    void theInstanceOfAForegroundCommandKilledAfterItsDaemonStopsToo() {
        Command foreground = product.start("dev");
        product.awaitStatus("default", "running");
        foreground.signal("STOP");
        product.kill(product.daemon());
        foreground.signal("KILL");

        product.run("dev", "-d", "-n", "another").expectSuccess();

        product.awaitStatus("default", "not_running");
    }

    @Test
    void aForegroundCommandWhoseDaemonIsKilledStartsAnotherAndHoldsOn() {
        Command foreground = product.start("dev");
        product.awaitStatus("default", "running");
        ProcessIdentity postmaster = product.record("default").postmaster();
        ProcessIdentity killed = product.daemon();

        product.kill(killed);

        product.awaitDaemonOtherThan(killed);
        assertThat(product.record("default").postmaster()).isEqualTo(postmaster);
        assertThat(product.sql("default", "select 1")).isEqualTo("1");
        Awaitility.await("another daemon looks after default")
                .atMost(Product.LIMIT)
                .until(() -> foreground.errSoFar().contains("looks after default"));
        foreground.signal("INT");
        Command.Result ended = foreground.await(Product.LIMIT).expectExit(130);
        assertThat(ended.err())
                .contains("The daemon has ended. Starting another", "looks after default", "default is stopped");
        assertThat(product.status("default")).isEqualTo("not_running");
    }

    private Connection jdbc() throws SQLException {
        return DriverManager.getConnection(
                product.run("dev", "url", "--jdbc").expectSuccess().line());
    }
}
