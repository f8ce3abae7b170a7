package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.daemon.JprismaDaemon;
import dev.jprisma.postgres.FileTrees;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Liveness;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.Registry;
import dev.jprisma.testing.run.ForkedRun;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Named servers, and the daemon that runs them. */
class PersistentServerTest {
    private static final JprismaHome HOME =
            TestingSettings.fromSystemProperties().home();

    @AfterAll
    static void stopDaemon() {
        stopDaemon(HOME);
    }

    private static void stopDaemon(JprismaHome home) {
        ProcessIdentity daemon = DaemonRecord.readAlive(home).orElseThrow().process();
        daemon.handle().ifPresent(ProcessHandle::destroy);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !daemon.isAlive());
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

    @Test
    void startWithOneDaemonWhenSeveralThreadsAskAtOnce() throws Exception {
        Path folder = ScratchFolder.create();
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<JprismaServer>> starts = Stream.of("a", "b", "c")
                    .<Callable<JprismaServer>>map(name -> () ->
                            PersistentJprismaServer.start(home, new InstanceName(name), ServerOptions.persistent(name)))
                    .toList();
            for (Future<JprismaServer> server : threads.invokeAll(starts)) {
                server.get().close();
            }
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> serversOf(home) == 0);
        } finally {
            threads.shutdownNow();
            stopDaemon(home);
            ScratchFolder.delete(folder);
        }
    }

    private static long serversOf(JprismaHome home) {
        return new Registry(home)
                .list().stream()
                        .map(entry -> entry.required().dataDirectory(home))
                        .filter(data -> Liveness.postmasterOf(data).isPresent())
                        .count();
    }

    @Test
    void needsTheDaemonOnTheClassPathOrRunning() throws Exception {
        Path home = Files.createTempDirectory("jprisma-no-daemon");
        Path daemon = Path.of(JprismaDaemon.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String withoutDaemon = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(daemon))
                .collect(Collectors.joining(File.pathSeparator));
        String output =
                ForkedRun.of(NeedsDaemon.class).in(home).on(withoutDaemon).await();
        FileTrees.delete(home);

        assertThat(output).contains("passed 0, failed 1", "add dev.jprisma:jprisma-daemon");
    }

    @Tag("fixture")
    static class NeedsDaemon {
        @Test
        void starts() {
            Jprisma.start(ServerOptions.persistent("shop")).close();
        }
    }
}
