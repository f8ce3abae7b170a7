package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.cli.Cli.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor on faults that are real, in a home without a daemon. */
class DoctorTest {
    @TempDir
    private Path folder;

    private Path home;
    private Cli cli;

    @BeforeEach
    void makeHome() {
        home = folder.resolve("home");
        cli = new Cli(home);
    }

    @Test
    void aHomeThatIsNotThereIsHealthyAndNotMade() {
        Result result = cli.run("doctor");

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("ok       java: jprisma ", "ok       home: " + home + " is not there yet");
        assertThat(home).doesNotExist();
    }

    @Test
    void instancesThatAreStoppedAreHealthy() {
        cli.record("shop", 45_101);

        assertThat(cli.run("doctor").out()).contains("ok       instance shop: stopped", "ok       orphans: ");
        JsonNode json = JsonMapper.shared().readTree(cli.run("doctor", "--json").out());
        assertThat(json.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(json.path("healthy").asBoolean()).isTrue();
    }

    @Test
    void aPortThatSomebodyHasIsNamedWithItsOwner() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            cli.record("shop", stranger.getLocalPort());

            Result result = cli.run("doctor");

            assertThat(result.out())
                    .contains("warning  instance shop: stopped, and cannot be started as it is: its HTTP port "
                            + stranger.getLocalPort() + " is in use by process "
                            + ProcessHandle.current().pid())
                    .contains("Type: jprisma dev start shop --move-ports");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void aDamagedRecordIsAFailureBesideTheOthers() throws IOException {
        cli.record("shop", 45_104);
        Files.writeString(Files.createDirectories(home.resolve("instances/bad")).resolve("instance.json"), "{");

        Result result = cli.run("doctor");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out())
                .contains("failure  instance bad: its record ", "is damaged", "jprisma dev start bad")
                .contains("instance shop: ");
        assertThat(result.err()).contains("1 failure");
    }

    @Test
    void dataThatIsGoneIsAFailure() throws IOException {
        cli.record("shop", 45_107);
        Files.createFile(cli.postgresLog("shop"));

        Result result = cli.run("doctor");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("failure  instance shop: its data directory ", " is gone");
    }

    @Test
    void aHomeThatOthersCanWriteIsMendedByFixAlone() throws IOException {
        cli.record("shop", 45_110);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

        Result looked = cli.run("doctor");
        assertThat(looked.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(looked.out()).contains("failure  home: ", "can be written by others");
        assertThat(looked.err()).contains("jprisma doctor --fix");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwxrwxrwx");

        Result mended = cli.run("doctor", "--fix");
        assertThat(mended.exitCode()).as(mended.toString()).isZero();
        assertThat(mended.out()).contains("Mended: made " + home + " yours alone");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(cli.run("doctor").out()).contains("ok       home: ");
    }

    @Test
    void aHomeThatIsAFileIsAFailure() throws IOException {
        Files.writeString(home, "no folder");

        Result result = cli.run("doctor", "--fix");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("failure  home: The home " + home + " is no folder", "ok       java: ");
        assertThat(home).hasContent("no folder");
    }

    @Test
    void emptyFoldersOfNoInstanceAreDeletedByFixAndOthersAreNot() throws IOException {
        cli.record("shop", 45_113);
        Path empty = Files.createDirectory(home.resolve("instances/empty"));
        Path full = Files.createDirectory(home.resolve("instances/full"));
        Files.writeString(full.resolve("notes"), "mine");

        assertThat(cli.run("doctor").out())
                .contains("warning  orphans: " + empty + " is empty")
                .contains("warning  orphans: " + full + " belongs to no instance");
        assertThat(empty).exists();

        assertThat(cli.run("doctor", "--fix").out()).contains("Mended: deleted " + empty);
        assertThat(empty).doesNotExist();
        assertThat(full.resolve("notes")).exists();
        assertThat(home.resolve("instances/shop")).exists();
    }

    @Test
    void aServerOfNoInstanceIsFound() throws Exception {
        assumeTrue(
                Files.isDirectory(Path.of("/proc")),
                "No /proc: that servers without an instance are found was NOT tested");
        cli.record("shop", 45_116);
        Path data = Files.createDirectories(home.resolve("instances/gone/data"));
        // A process is known by its program's name, so a copy of one will do.
        Path postgres = Files.copy(Path.of("/bin/sleep"), folder.resolve("postgres"));
        Files.setPosixFilePermissions(postgres, PosixFilePermissions.fromString("rwx------"));
        Process server = new ProcessBuilder(postgres.toString(), "600")
                .directory(data.toFile())
                .start();
        try {
            assertThat(cli.run("doctor").out())
                    .contains("warning  orphans: process " + server.pid() + ", a server on " + data.toRealPath())
                    .contains("Type: kill -INT " + server.pid());
        } finally {
            server.destroyForcibly();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
