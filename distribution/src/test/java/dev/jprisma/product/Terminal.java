package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A real terminal with a shell in it: tmux, on a server of its own. {@code jprisma} is ours there. */
final class Terminal implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String socket = "jprisma-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

    Terminal(Product product) {
        this(product, "bash", "--norc", "--noprofile");
    }

    Terminal(Product product, String... shell) {
        List<String> command =
                new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-x", "200", "-y", "50"));
        command.addAll(List.of("env", "-i"));
        product.environment().forEach((name, value) -> command.add(name + "=" + value));
        command.add("PS1=ready> ");
        command.addAll(List.of(shell));
        tmux(command);
        type("jprisma() { '" + Installation.script() + "' \"$@\"; }; clear");
    }

    /** Types a line. */
    void type(String line) {
        keys(line, "Enter");
    }

    /** Types text, and then a key. */
    void keys(String text, String key) {
        tmux(List.of("send-keys", "-l", "--", text));
        key(key);
    }

    /** Presses a key, by tmux' name of it. */
    void key(String key) {
        tmux(List.of("send-keys", key));
    }

    /** What stands on the screen and above it. */
    String screen() {
        return tmux(List.of("capture-pane", "-p", "-J", "-S", "-200"));
    }

    /** What stands on the screen, with the escape sequences of its styles. */
    String screenWithStyles() {
        return tmux(List.of("capture-pane", "-p", "-e"));
    }

    void await(String... texts) {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(screen()).contains(texts));
    }

    /** Waits until the shell asks for a command; what is typed before may go to the one that ends. */
    private void awaitPrompt() {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(screen().stripTrailing()).endsWith("ready>"));
    }

    /** The exit code of the last command. */
    int exitCode() {
        awaitPrompt();
        String mark = "exit code " + COUNT.incrementAndGet() + " is ";
        type("echo '" + mark + "'$?.");
        await("\n" + mark);
        String rest = screen();
        rest = rest.substring(rest.indexOf("\n" + mark) + 1 + mark.length());
        return Integer.parseInt(rest.substring(0, rest.indexOf('.')));
    }

    /** Whether lines are edited and echoed, as a shell leaves a terminal to a program. */
    boolean isCooked() {
        awaitPrompt();
        type("stty -a | tr ' ;' '\\n\\n' | grep -c -x -e icanon -e echo | sed 's/^/cooked: /'");
        await("\ncooked: ");
        String screen = screen();
        return screen.substring(screen.lastIndexOf("\ncooked: ")).startsWith("\ncooked: 2");
    }

    private String tmux(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(arguments);
        return Command.run(LIMIT, Map.of(), command).expectSuccess().out();
    }

    /** As when its window is closed. */
    @Override
    public void close() {
        tmux(List.of("kill-server"));
    }
}
