package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.JprismaHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Named servers, beside a real daemon. */
class PersistentServerTest {
    private static final JprismaHome HOME =
            TestingSettings.fromSystemProperties().home();
    private static Process daemon;

    @BeforeAll
    static void startDaemon() throws IOException {
        HOME.create();
        daemon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.jprisma.daemon.JprismaDaemon",
                        HOME.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        new File(HOME.daemonLog().toString())))
                .start();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> DaemonRecord.readAlive(HOME).isPresent());
    }

    @AfterAll
    static void stopDaemon() throws InterruptedException {
        daemon.destroy();
        assertThat(daemon.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void runsUntilItIsClosed() {
        try (JprismaServer server = Jprisma.start(ServerOptions.persistent("shop"))) {
            assertThat(Jprisma.connection("shop"))
                    .hasValueSatisfying(urls -> assertThat(urls.tcp()).isEqualTo(server.databaseUrl()));
            assertThatThrownBy(() -> Jprisma.start(ServerOptions.persistent("shop")))
                    .isInstanceOfSatisfying(
                            ServerAlreadyRunningException.class,
                            e -> assertThat(e.server()).isEqualTo("shop"));
            int taken = Integer.parseInt(server.httpUrl().replaceFirst(".*:", ""));
            assertThatThrownBy(() ->
                            Jprisma.start(ServerOptions.persistent("other").withDatabasePort(taken)))
                    .isInstanceOfSatisfying(
                            PortBelongsToAnotherServerException.class,
                            e -> assertThat(e.server()).isEqualTo("shop"));
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> Jprisma.connection("shop").isEmpty());
    }
}
