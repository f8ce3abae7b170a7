package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.state.InstanceView;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowDatabaseTest {
    @TempDir
    static Path shared;

    private TestDaemon daemon;
    private InstanceView instance;

    @BeforeEach
    void start() throws IOException {
        daemon = new TestDaemon(shared.resolve("home"))
                .with("JPRISMA_SHADOW_IDLE_SECONDS", "1")
                .start();
        instance = daemon.create("shadowed");
    }

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void costsNothingUntilTheFirstConnectionAndIsGoneAWhileAfterTheLast() throws Exception {
        assertThat(folder()).doesNotExist();

        assertThat(TestDaemon.query(instance.shadowDatabasePort(), "SELECT 1")).isEqualTo("1");
        assertThat(folder()).exists();

        await().atMost(TestDaemon.PATIENCE)
                .untilAsserted(() -> assertThat(folder()).doesNotExist());
        assertThat(TestDaemon.query(instance.shadowDatabasePort(), "SELECT 2")).isEqualTo("2");
    }

    @Test
    void staysWhileSomebodyIsConnected() throws Exception {
        try (Connection session = TestDaemon.session(instance.shadowDatabasePort());
                var statement = session.createStatement()) {
            statement.execute("CREATE TABLE t (a int)");
            statement.execute("SELECT pg_sleep(2)");
            statement.execute("SELECT * FROM t");
        }
    }

    @Test
    void whatIsMadeInItNeverTouchesTheMainDatabase() throws SQLException {
        TestDaemon.query(instance.shadowDatabasePort(), "CREATE ROLE only_here");
        TestDaemon.query(instance.shadowDatabasePort(), "CREATE TABLE t (a int)");

        assertThat(TestDaemon.query(
                        instance.databasePort(), "SELECT count(*) FROM pg_roles WHERE rolname = 'only_here'"))
                .isEqualTo("0");
        assertThatThrownBy(() -> TestDaemon.query(instance.databasePort(), "SELECT * FROM t"))
                .hasMessageContaining("does not exist");
    }

    @Test
    void manyConnectionsAtOnceStartOneServer() {
        assertThat(java.util.stream.IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(i -> {
                            try {
                                return TestDaemon.query(
                                        instance.shadowDatabasePort(), "SELECT current_setting('data_directory')");
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .distinct())
                .hasSize(1);
    }

    @Test
    void theOneAKilledDaemonLeftIsRemovedByTheNext() throws Exception {
        TestDaemon.query(instance.shadowDatabasePort(), "CREATE TABLE t (a int)");
        daemon.kill();
        assertThat(folder()).exists();

        daemon.start();

        await().atMost(TestDaemon.PATIENCE)
                .untilAsserted(() -> assertThat(folder()).doesNotExist());
    }

    private Path folder() {
        return daemon.record("shadowed").dataDirectory(daemon.home()).resolveSibling("shadow");
    }
}
