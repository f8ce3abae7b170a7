package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DetachedProgramTest {
    @TempDir
    Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void hasItsPidFolderAndOutputAndOutlivesTheShellThatStartedIt() throws IOException {
        Path output = folder.resolve("it's output.log");

        long pid = DetachedProgram.start(List.of("/bin/sh", "-c", "echo in $PWD; exec sleep 60"), folder, output);

        ProcessHandle program = ProcessHandle.of(pid).orElseThrow();
        try {
            Awaitility.await().untilAsserted(() -> assertThat(output).hasContent("in " + folder.toRealPath()));
            assertThat(program.isAlive()).isTrue();
            assertThat(ProcessHandle.current().descendants()).doesNotContain(program);
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void withoutSetsidItIgnoresTheTerminalsSignals() throws Exception {
        Path output = folder.resolve("output");
        Process shell = new ProcessBuilder(
                        "sh", "-c", DetachedProgram.script(false), output.toString(), "/bin/sleep", "60")
                .start();
        long pid = Long.parseLong(shell.inputReader().readLine());
        ProcessIdentity program = ProcessIdentity.of(pid).orElseThrow();
        try {
            for (String signal : List.of("HUP", "INT", "QUIT", "TSTP")) {
                assertThat(new ProcessBuilder("kill", "-s", signal, Long.toString(pid))
                                .start()
                                .waitFor())
                        .isZero();
            }
            assertThat(shell.waitFor()).isZero();
            assertThat(program.isAlive()).isTrue();
        } finally {
            program.handle().ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void onWindowsADaemonIsStartedWithoutAConsole() {
        assertThat(DetachedProgram.withoutConsole(List.of("C:\\Program Files\\jprisma\\bin\\java", "-Xmx256m")))
                .containsExactly("C:\\Program Files\\jprisma\\bin\\javaw.exe", "-Xmx256m");
    }

    @Test
    void aServerHasASessionOfItsOwnOrIgnoresTheEndOfATerminal() {
        assertThat(DetachedProgram.prefix(OperatingSystem.LINUX, true)).containsExactly("setsid");
        assertThat(DetachedProgram.prefix(OperatingSystem.MACOS, false)).containsExactly("nohup");
        assertThat(DetachedProgram.prefix(OperatingSystem.WINDOWS, false)).isEmpty();
    }
}
