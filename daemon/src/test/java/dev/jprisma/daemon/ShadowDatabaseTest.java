package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.state.InstanceView;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
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

    @AfterAll
    static void deleteServerFiles() throws Exception {
        TestDaemon.deleteServerFilesOf(shared);
    }

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void costsNothingUntilTheFirstConnectionAndIsGoneAWhileAfterTheLast() throws Exception {
        assertThat(folder()).doesNotExist();

        assertThat(TestDaemon.queryShadow(instance, "SELECT 1")).isEqualTo("1");
        assertThat(folder()).exists();

        await().atMost(TestDaemon.PATIENCE)
                .untilAsserted(() -> assertThat(folder()).doesNotExist());
        assertThat(TestDaemon.queryShadow(instance, "SELECT 2")).isEqualTo("2");
    }

    @Test
    void staysWhileSomebodyIsConnected() throws Exception {
        try (Connection session = TestDaemon.shadowSession(instance);
                var statement = session.createStatement()) {
            statement.execute("CREATE TABLE t (a int)");
            statement.execute("SELECT pg_sleep(2)");
            statement.execute("SELECT * FROM t");
        }
    }

    @Test
    void eachRunOfAToolFindsAFreshOne() throws Exception {
        daemon.stopEverything();
        daemon = new TestDaemon(shared.resolve("home"))
                .with("JPRISMA_SHADOW_IDLE_SECONDS", "5")
                .start();
        instance = daemon.create("shadowed");
        TestDaemon.queryShadow(instance, "CREATE ROLE made_once");
        String used = TestDaemon.queryShadow(instance, "SELECT current_setting('data_directory')");

        // Asked of the disk, since to ask the server is to use it.
        await().atMost(TestDaemon.PATIENCE).until(() -> !Files.exists(Path.of(used)));

        TestDaemon.queryShadow(instance, "CREATE ROLE made_once");
        assertThat(TestDaemon.queryShadow(instance, "SELECT current_setting('data_directory')"))
                .isNotEqualTo(used);
        await().atMost(TestDaemon.PATIENCE)
                .untilAsserted(() -> assertThat(folder()).doesNotExist());
    }

    @Test
    void rolesAreGoneWithTheLastConnectionAlsoWithinARun() throws SQLException {
        TestDaemon.queryShadow(instance, "CREATE ROLE made_once");

        // Prisma's engine connects more than once in one command, and makes all again. As long as somebody asks, the
        // server is in use.
        await().atMost(TestDaemon.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> TestDaemon.queryShadow(
                                instance, "SELECT count(*) FROM pg_roles WHERE rolname = 'made_once'")
                        .equals("0"));
    }

    @Test
    void whatIsMadeInItNeverTouchesTheMainDatabase() throws SQLException {
        TestDaemon.queryShadow(instance, "CREATE ROLE only_here");
        TestDaemon.queryShadow(instance, "CREATE TABLE t (a int)");

        assertThat(TestDaemon.query(instance, "SELECT count(*) FROM pg_roles WHERE rolname = 'only_here'"))
                .isEqualTo("0");
        assertThatThrownBy(() -> TestDaemon.query(instance, "SELECT * FROM t")).hasMessageContaining("does not exist");
    }

    @Test
    void manyConnectionsAtOnceStartOneServer() {
        assertThat(java.util.stream.IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(i -> {
                            try {
                                return TestDaemon.queryShadow(instance, "SELECT current_setting('data_directory')");
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .distinct())
                .hasSize(1);
    }

    @Test
    void theOneAKilledDaemonLeftIsRemovedByTheNext() throws Exception {
        TestDaemon.queryShadow(instance, "CREATE TABLE t (a int)");
        daemon.kill();
        assertThat(folder()).exists();

        daemon.start();

        await().atMost(TestDaemon.PATIENCE)
                .untilAsserted(() -> assertThat(folder()).doesNotExist());
    }

    @Test
    void aLoginForTheMainDatabaseIsRefusedAndStartsNothing() {
        assertThatThrownBy(() -> TestDaemon.session(shadowUrl(), "postgres"))
                .hasMessageContaining("this is the shadow database of shadowed")
                .hasMessageContaining("jprisma dev url shadowed --shadow");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void aLoginForTheShadowDatabaseIsRefusedByTheMainServer() {
        assertThatThrownBy(
                        () -> TestDaemon.session(instance.exports().database().connectionString(), "shadow"))
                .hasMessageContaining("database \"shadow\" does not exist");
    }

    @Test
    void aLoginForADatabaseThatIsNotThereStartsNothing() throws SQLException {
        assertThatThrownBy(() -> TestDaemon.session(shadowUrl(), "elsewhere"))
                .hasMessageContaining("database \"elsewhere\" does not exist");
        assertThat(folder()).doesNotExist();

        TestDaemon.queryShadow(instance, "CREATE DATABASE elsewhere");
        TestDaemon.session(shadowUrl(), "elsewhere").close();
    }

    @Test
    void whatIsNoLoginIsClosedAndStartsNothing() throws IOException {
        for (String request : List.of(
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 2000\r\n\r\n" + "a".repeat(2000),
                "\0\0\0\0\0\0\0\0",
                "\0\0\u0027\u0011\0\u0003\0\0" + "a".repeat(10_000),
                "\u00ff\u00ff\u00ff\u00ff\0\u0003\0\0",
                "\u0016\u0003\u0001\0\u00c8\u0001\0\0" + "a".repeat(200))) {
            assertThat(answerTo(request)).as(request).isEmpty();
        }
        // Well-formed, and no login all the same: no user, protocol 2, encryption asked for without end.
        assertThat(answerTo("\0\0\0\u0008\0\u0003\0\0")).contains("08P01");
        assertThat(answerTo("\0\0\0\u0015\0\u0002\0\0user\0shadow\0\0")).contains("08P01");
        assertThat(answerTo("\0\0\0\u0008\u0004\u00d2\u0016\u002f".repeat(10))).isEqualTo("NN");
        assertThat(folder()).doesNotExist();
    }

    private String answerTo(String request) throws IOException {
        try (Socket socket = new Socket("localhost", instance.shadowDatabasePort())) {
            socket.setSoTimeout((int) TestDaemon.PATIENCE.toMillis());
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (SocketException reset) {
                // Closed before it had read all.
                return "";
            }
        }
    }

    @Test
    void thoseWhoSayNothingKeepNobodyOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(new Socket("localhost", instance.shadowDatabasePort()));
            }
            assertThat(folder()).doesNotExist();
            assertThat(TestDaemon.queryShadow(instance, "SELECT 1")).isEqualTo("1");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void encryptionIsDeclinedAndAStatementCanBeCancelled() throws Exception {
        String url = "jdbc:postgresql://localhost:" + instance.shadowDatabasePort()
                + "/shadow?user=postgres&password="
                + daemon.record("shadowed").password().text()
                + "&sslmode=prefer&gssEncMode=prefer";
        try (Connection session = DriverManager.getConnection(url);
                Statement statement = session.createStatement()) {
            CompletableFuture<Void> sleeping = CompletableFuture.runAsync(() -> sleep(statement));
            await().atMost(TestDaemon.PATIENCE)
                    .until(() -> TestDaemon.queryShadow(
                                    instance, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                            .equals("1"));

            statement.cancel();

            assertThatThrownBy(() -> sleeping.get(TestDaemon.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .hasMessageContaining("canceling statement due to user request");
        }
    }

    private static void sleep(Statement statement) {
        try {
            statement.execute("SELECT pg_sleep(600)");
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private String shadowUrl() {
        return instance.exports().shadowDatabase().connectionString();
    }

    private Path folder() {
        return daemon.record("shadowed").dataDirectory(daemon.home()).resolveSibling("shadow");
    }
}
