package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ctrl-C in the terminal that a daemon was started from, on a machine without setsid, as macOS is. */
class TerminalSignalsTest {
    @RegisterExtension
    final Product product = new Product();

    private PathWithout path;

    @BeforeEach
    void hideSetsid() throws IOException {
        path = new PathWithout("setsid", product);
    }

    @AfterEach
    void showSetsid() {
        path.close();
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
