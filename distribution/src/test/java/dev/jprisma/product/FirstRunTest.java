package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code jprisma dev} in a home that has nothing yet. */
class FirstRunTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void saysWhatItUnpacksAndHowMuchThatIs() {
        Path first = product.folder().resolve("first");
        try (Terminal terminal = new Terminal(product)) {
            terminal.type("JPRISMA_HOME='" + first + "' jprisma dev --detach");

            terminal.await("postgres://");

            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.screen())
                    .containsPattern("Unpacking PostgreSQL \\d+\\.\\d+ \\(once, [\\d.]+ MB\\) \\.\\.\\.\n")
                    // The seconds that it took are shown while it takes them.
                    .doesNotContainPattern("(?m)^ +\\d+ s *$");
        } finally {
            product.shell("JPRISMA_HOME='" + first + "' jprisma daemon stop --all")
                    .expectSuccess();
        }
    }

    @Test
    void controlCEndsItAtOnceAndLeavesNoInstance() {
        Path first = product.folder().resolve("first");
        try (Terminal terminal = new Terminal(product)) {
            terminal.type("JPRISMA_HOME='" + first + "' jprisma dev");
            terminal.await("Unpacking PostgreSQL");

            terminal.key("C-c");

            assertThat(terminal.exitCode()).isEqualTo(130);
            assertThat(terminal.screen()).contains("default is not started");
        } finally {
            product.shell("JPRISMA_HOME='" + first + "' jprisma daemon stop --all")
                    .expectSuccess();
        }
        assertThat(first.resolve("instances/default")).doesNotExist();
    }
}
