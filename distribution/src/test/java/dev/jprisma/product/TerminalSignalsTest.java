package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ctrl-C in the terminal that a daemon was started from, on a machine without setsid, as macOS is. */
class TerminalSignalsTest {
    @RegisterExtension
    final Product product = new Product();

    private Path programs;

    /** All programs of the PATH, without that one, for the servers' user too. */
    @BeforeEach
    void hideSetsid() throws IOException {
        programs = Files.createTempDirectory("jprisma-test-programs-");
        Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String folder : System.getenv("PATH").split(":")) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    Path link = programs.resolve(file.getFileName());
                    if (!file.endsWith("setsid") && !Files.isSymbolicLink(link)) {
                        Files.createSymbolicLink(link, file);
                    }
                }
            }
        }
        product.set("PATH", programs.toString());
    }

    @AfterEach
    void deletePrograms() {
        product.set("PATH", System.getenv("PATH"));
        Command.run(Product.LIMIT, Map.of(), List.of("rm", "-r", programs.toString()))
                .expectSuccess();
    }

    @Test
    void reachesNeitherTheDaemonNorAServerOfAnotherCommand() {
        try (Terminal terminal = new Terminal(product)) {
            terminal.type("jprisma dev -n held");
            terminal.await("held is running");
            product.run("dev", "-d", "-n", "other").expectSuccess();
            long daemon = daemon();
            List<String> line = List.of("dev", "status", "other", "--json");
            String before =
                    product.run(line.toArray(String[]::new)).expectSuccess().out();

            terminal.key("C-c");

            terminal.await("held is stopped");
            assertThat(terminal.exitCode()).isEqualTo(130);
            assertThat(product.run(line.toArray(String[]::new)).expectSuccess().out())
                    .isEqualTo(before);
            assertThat(daemon()).isEqualTo(daemon);
            assertThat(product.home().resolve("instances/other/postgres.log"))
                    .content()
                    .doesNotContain("shutdown request");
        }
    }

    private long daemon() {
        return DaemonRecord.readAlive(JprismaHome.at(product.home()))
                .orElseThrow()
                .process()
                .pid();
    }
}
