package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked on a terminal before sessions or data go. */
class PromptsTest {
    @RegisterExtension
    static final Product product = new Product();

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        product.run("dev", "-d").expectSuccess();
        terminal = new Terminal(product);
    }

    @AfterEach
    void closeTerminal() {
        terminal.close();
    }

    @Test
    void stopWantsItsPhrase() {
        terminal.type("jprisma dev stop default");
        terminal.await("Type 'i will interrupt sessions' to go on:");
        terminal.type("yes");
        terminal.await("nothing was stopped");
        assertThat(terminal.exitCode()).isEqualTo(1);
        assertThat(product.status("default")).isEqualTo("running");

        terminal.type("clear; jprisma dev stop default");
        terminal.await("Type 'i will interrupt sessions' to go on:");
        terminal.type("i will interrupt sessions");
        terminal.await("default stopped.");
        assertThat(terminal.exitCode()).isZero();
        assertThat(product.status("default")).isEqualTo("not_running");
    }

    @Test
    void removeRefusesWhatRunsBeforeItAsks() {
        terminal.type("jprisma dev rm default");
        terminal.await("default is running", "--force");
        assertThat(terminal.exitCode()).isEqualTo(1);
    }

    @Test
    void removeWantsItsPhrase() {
        terminal.type("jprisma dev rm --force default");
        terminal.await("Type 'i will lose local data' to go on:");
        terminal.type("");
        terminal.await("nothing was deleted");
        assertThat(terminal.exitCode()).isEqualTo(1);
        assertThat(product.status("default")).isEqualTo("running");

        terminal.type("clear; jprisma dev rm --force default");
        terminal.await("Type 'i will lose local data' to go on:");
        terminal.type("i will lose local data");
        terminal.await("default deleted.");
        assertThat(terminal.exitCode()).isZero();
        assertThat(product.status("default")).isEqualTo("not listed");
    }

    @Test
    void yesSkipsThem() {
        terminal.type("jprisma dev stop -y default && jprisma dev rm --yes default");
        terminal.await("default stopped.", "default deleted.");
    }

    @Test
    void controlCAtAPromptEndsWith130AndChangesNothing() {
        terminal.type("jprisma dev stop default");
        terminal.await("to go on:");
        terminal.key("C-c");
        assertThat(terminal.exitCode()).isEqualTo(130);
        assertThat(product.status("default")).isEqualTo("running");
    }

    @Test
    void coloursAreForTerminalsWithoutNoColor() {
        terminal.type("clear; jprisma dev ls");
        terminal.await("default  running");
        assertThat(terminal.screenWithStyles()).contains("\u001b[32mrunning");
        assertThat(terminal.exitCode()).isZero();
        terminal.type("clear; NO_COLOR=1 jprisma dev ls");
        terminal.await("default  running");
        assertThat(terminal.screenWithStyles()).doesNotContain("\u001b[32m");
        assertThat(product.run("dev", "ls").out()).doesNotContain("\u001b");
    }

    @Test
    void helpIsAsWideAsTheTerminal() {
        terminal.type("clear; stty cols 100; jprisma dev --help; stty cols 60; jprisma dev rm --help");

        terminal.await("Usage: jprisma dev rm");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(terminal.screen().stripTrailing()).endsWith("ready>"));
        String[] pages = terminal.screen().split("Usage: jprisma dev rm");
        assertThat(pages[0].lines().mapToInt(String::length).max().orElse(0)).isBetween(90, 100);
        assertThat(pages[1].lines().mapToInt(String::length).max().orElse(0)).isBetween(50, 60);
        assertThat(product.run("dev", "--help").out().lines())
                .allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.length() > 70);
    }
}
