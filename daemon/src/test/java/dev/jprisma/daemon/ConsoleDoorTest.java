package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.ConsoleRecord;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.control.ClosedConsole;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.OpenConsole;
import dev.jprisma.state.control.OpenedConsole;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a daemon has the home's HTTP port open, and which one that is. */
class ConsoleDoorTest {
    @TempDir
    private Path folder;

    private TestDaemon daemon;

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
    }

    @Test
    void notOneClassOfTheConsoleIsLoadedBeforeSomebodyAsksForIt() throws Exception {
        Path classes = folder.resolve("classes.log");
        daemon = new TestDaemon(folder.resolve("home"))
                .with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes)
                .start();
        daemon.create("shop");
        assertThat(Files.readString(classes))
                .contains("dev.jprisma.daemon.Supervisor")
                .doesNotContain("dev.jprisma.console.");
        open();
        assertThat(Files.readString(classes)).contains("dev.jprisma.console.ConsoleServer");
    }

    @Test
    void itIsOpenAgainWithTheNextDaemonUntilItIsClosed() throws Exception {
        daemon = new TestDaemon(folder.resolve("home")).start();
        int port = open();
        daemon.kill();
        assertThat(LoopbackPort.isFree(port)).isTrue();
        daemon.start();
        Awaitility.await().until(() -> !LoopbackPort.isFree(port));

        assertThat(close().wasOpen()).isTrue();
        assertThat(close().wasOpen()).isFalse();
        assertThat(LoopbackPort.isFree(port)).isTrue();
        assertThat(ConsoleRecord.read(daemon.home()).orElseThrow().open()).isFalse();
        assertThat(open()).isEqualTo(port);
    }

    @Test
    void itsPortIsGivenToNoInstanceEvenWhileItIsClosed() throws Exception {
        daemon = new TestDaemon(folder.resolve("home")).start();
        int port = open();
        close();
        StartInstance request = new StartInstance(
                new InstanceName("shop"),
                true,
                port,
                null,
                null,
                ProcessHandle.current().pid(),
                false,
                false);
        assertThatThrownBy(() -> daemon.call(Methods.INSTANCE_START, request, StartedInstance.class))
                .isInstanceOf(JprismaException.class)
                .hasMessageContaining("the HTTP port " + port + " is the console's; name another one");
    }

    @Test
    void aPortThatSomebodyElseTookIsNamedAndLeftIfThatIsWanted() throws Exception {
        daemon = new TestDaemon(folder.resolve("home")).start();
        int port = open();
        close();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(JprismaException.class)
                    .hasMessageContaining("The console's port " + taken.getLocalPort() + " is in use")
                    .hasMessageEndingWith("jprisma console --move-port");
            int moved = URI.create(
                            daemon.call(Methods.CONSOLE_OPEN, new OpenConsole(null, false, true), OpenedConsole.class)
                                    .url())
                    .getPort();
            assertThat(moved).isNotEqualTo(port);
            assertThat(ConsoleRecord.read(daemon.home()).orElseThrow().port()).isEqualTo(moved);
        }
    }

    private int open() throws IOException {
        OpenedConsole opened =
                daemon.call(Methods.CONSOLE_OPEN, new OpenConsole(null, false, false), OpenedConsole.class);
        return URI.create(opened.url()).getPort();
    }

    private ClosedConsole close() throws IOException {
        return daemon.call(Methods.CONSOLE_CLOSE, new Nothing(), ClosedConsole.class);
    }
}
