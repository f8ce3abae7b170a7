package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.OperatingSystem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How PostgreSQL is spoken to on Windows, as its documentation has it ("pg_ctl", "Shared Memory"); not run there. */
class WindowsTest {
    @Test
    void aServerIsSignalledByThePgCtlBesideIt() {
        assertThat(ServerSignal.FAST_SHUTDOWN.command(
                        OperatingSystem.WINDOWS, 4711, "C:\\Users\\Ada L\\.jprisma\\postgres\\18\\bin\\postgres.exe"))
                .containsExactly("C:\\Users\\Ada L\\.jprisma\\postgres\\18\\bin\\pg_ctl.exe", "kill", "INT", "4711");
    }

    @Test
    void elsewhereItIsSignalledByTheShellWhichIsAlwaysThere() {
        assertThat(ServerSignal.RELOAD.command(OperatingSystem.MACOS, 4711, "/x/bin/postgres"))
                .startsWith("sh", "-c")
                .endsWith("HUP", "4711");
    }

    @Test
    void pgCtlGetsTheServersOptionsAsOneArgumentInWhichEachIsQuoted() {
        List<String> arguments = Postmaster.controlArguments(
                Path.of("data"), Path.of("postgres.log"), List.of("-p", "51214", "-c", "log_line_prefix=%m \"x\""));

        assertThat(arguments)
                .startsWith("start", "-w")
                .endsWith(
                        "-D",
                        "data",
                        "-l",
                        "postgres.log",
                        "-o",
                        "\\\"-p\\\" \\\"51214\\\" \\\"-c\\\" \\\"log_line_prefix=%m \\\\\\\"x\\\\\\\"\\\"");
    }

    @Test
    void aServerHasNoSocketFileAndWindowsOwnSharedMemory() {
        PostmasterOptions options =
                new PostmasterOptions(Path.of("data"), 51214, Path.of("postgres.log"), true, null, List.of());

        assertThat(options.arguments(OperatingSystem.WINDOWS))
                .contains("unix_socket_directories=", "dynamic_shared_memory_type=windows");
        assertThat(options.arguments(OperatingSystem.MACOS))
                .contains("unix_socket_directories=.", "dynamic_shared_memory_type=mmap");
    }
}
