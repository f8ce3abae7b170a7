package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code jprisma dev} in a real terminal. */
class ForegroundTest {
    @RegisterExtension
    static final Product product = new Product();

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(product);
    }

    @AfterEach
    void closeTerminal() {
        terminal.close();
        product.awaitStatus("default", "not_running");
    }

    @Test
    void showsUrlsOnKeysAndStopsOnQ() {
        startInForeground();
        assertThat(terminal.screen())
                .contains("default is running: PostgreSQL 18", "TCP     postgres://", "Shadow  postgres://")
                .contains("HTTP    prisma+postgres://", "q quit   h HTTP URL   t TCP URLs");
        String http = product.run("dev", "url", "--http").line();
        String tcp = product.run("dev", "url").line();

        assertThat(terminal.screen()).doesNotContain(http);
        terminal.key("h");
        terminal.await(http);
        terminal.key("t");
        terminal.await("TCP     " + tcp + "\nShadow  ");
        terminal.key("q");

        terminal.await("default is stopped, its data is kept. Start it again: jprisma dev");
        assertThat(terminal.exitCode()).isZero();
        assertThat(terminal.isCooked()).isTrue();
    }

    @Test
    void stopsOnControlCAndEndsWith130() {
        startInForeground();

        terminal.key("C-c");

        terminal.await("Stopping default ...", "default is stopped");
        assertThat(terminal.exitCode()).isEqualTo(130);
        assertThat(product.status("default")).isEqualTo("not_running");
        assertThat(terminal.isCooked()).isTrue();
    }

    @Test
    void keysWorkAgainAfterControlZAndFg() {
        startInForeground();
        String http = product.run("dev", "url", "--http").line();

        terminal.key("C-z");
        terminal.await("Stopped");
        assertThat(terminal.isCooked()).isTrue();
        terminal.type("fg");
        terminal.key("h");
        terminal.await(http);
        terminal.key("q");

        terminal.await("default is stopped");
        assertThat(terminal.exitCode()).isZero();
        assertThat(terminal.isCooked()).isTrue();
    }

    @Test
    void stopsOnSigtermAndRestoresTheTerminal() {
        startInForeground();

        signal("TERM");

        terminal.await("default is stopped");
        assertThat(terminal.exitCode()).isEqualTo(143);
        assertThat(terminal.isCooked()).isTrue();
    }

    @Test
    void restoresTheTerminalEvenIfItIsKilled() {
        startInForeground();

        signal("KILL");

        terminal.await("Killed");
        assertThat(terminal.isCooked()).isTrue();
    }

    @Test
    void stopsWhenTheTerminalIsClosed() {
        startInForeground();
        // The check stands in closeTerminal, for all tests.
    }

    @Test
    void endsWhenAnotherCommandStopsTheInstance() {
        startInForeground();

        product.run("dev", "stop", "default").expectSuccess();

        terminal.await("default: stopped");
        assertThat(terminal.exitCode()).isZero();
        assertThat(terminal.isCooked()).isTrue();
    }

    @Test
    void takesAnInstanceFromTheBackground() {
        product.run("dev", "-d").expectSuccess();

        terminal.type("jprisma dev");
        terminal.await("default was running in the background; this command holds it now.", "q quit");
        terminal.key("q");

        terminal.await("default is stopped");
    }

    @Test
    void isRefusedToASecondTerminal() {
        startInForeground();

        Result refused = product.run("dev").expectExit(1);

        assertThat(refused.err())
                .contains(
                        "default",
                        Long.toString(product.record("default").owner().pid()));
    }

    @Test
    void saysWhenPostgresEndedAndRunsAgain() {
        startInForeground();

        product.kill(product.record("default").postmaster());

        terminal.await("starting it again", "it runs again");
    }

    private void startInForeground() {
        terminal.type("jprisma dev");
        terminal.await("q quit");
    }

    private void signal(String name) {
        long pid = product.record("default").owner().pid();
        product.shell("kill -" + name + " " + pid).expectSuccess();
    }
}
