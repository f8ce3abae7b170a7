package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The completion scripts, read by the shells they are for. */
class CompletionTest {
    /** What a folder can be called, and a shell could take for a command or a pattern. */
    private static final List<String> NO_INSTANCES = List.of(
            "$(touch ran)", "`touch ran`", "shop;touch ran", "shop (touch ran)", "shop\ntouch ran", "shop*", "*");

    @RegisterExtension
    static final Product product = new Product();

    @BeforeAll
    static void makeFolders() throws IOException {
        Path instances = product.home().resolve("instances");
        for (String name : List.of("shop", "shop-test")) {
            Files.createDirectories(instances.resolve(name));
        }
        for (String name : NO_INSTANCES) {
            Files.createDirectories(instances.resolve(name));
        }
    }

    @AfterEach
    void ranNoFoldersName() {
        assertThat(product.folder().resolve("ran")).doesNotExist();
    }

    @Test
    void bash() throws IOException {
        assertThat(inBash("jprisma "))
                .containsExactly(
                        "dev",
                        "console",
                        "studio",
                        "insights",
                        "api",
                        "create-db",
                        "mcp",
                        "extension",
                        "postgres",
                        "daemon",
                        "doctor",
                        "self",
                        "completion");
        assertThat(inBash("jprisma dev st")).containsExactly("start", "stop", "status");
        assertThat(inBash("jprisma dev --det")).containsExactly("--detach");
        assertThat(inBash("jprisma dev stop ")).containsExactlyInAnyOrder("shop", "shop-test");
        assertThat(inBash("jprisma dev stop sh")).containsExactlyInAnyOrder("shop", "shop-test");
        assertThat(inBash("jprisma dev -n shop-")).containsExactly("shop-test");
        assertThat(inBash("jprisma dev env -n shop-")).containsExactly("shop-test");
        assertThat(inBash("jprisma dev stop --name shop-")).containsExactly("shop-test");
        assertThat(inBash("jprisma dev -n shop en")).containsExactly("env");
        assertThat(inBash("jprisma dev env --format ")).containsExactly("dotenv", "shell", "json");
        assertThat(inBash("jprisma --debug daemon s")).containsExactly("status", "stop");
        assertThat(inBash("jprisma dev ls x")).isEmpty();
    }

    @Test
    void zsh() throws IOException {
        requireShell("zsh");
        Path script = script("zsh");
        try (Terminal terminal = new Terminal(product, "zsh", "-f")) {
            terminal.type("cd '" + product.folder() + "'; autoload -Uz compinit; compinit -u; source '" + script
                    + "'; clear");
            terminal.keys("jprisma dev log", "Tab");
            terminal.await("jprisma dev logs ");
            terminal.keys("shop-", "Tab");
            terminal.await("jprisma dev logs shop-test ");
            terminal.keys("--fo", "Tab");
            terminal.await("jprisma dev logs shop-test --follow ");
        }
    }

    @Test
    void fish() throws IOException {
        requireShell("fish");

        assertThat(inFish("jprisma dev st")).containsExactlyInAnyOrder("start", "stop", "status");
        assertThat(inFish("jprisma dev stop ")).containsExactlyInAnyOrder("shop", "shop-test");
        assertThat(inFish("jprisma dev stop sh")).containsExactlyInAnyOrder("shop", "shop-test");
        assertThat(inFish("jprisma dev --det")).containsExactly("--detach");
        assertThat(inFish("jprisma dev env --format ")).containsExactlyInAnyOrder("dotenv", "shell", "json");
    }

    private List<String> inBash(String line) throws IOException {
        String words =
                "COMP_WORDS=(" + line + (line.endsWith(" ") ? "''" : "") + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))";
        return run(
                "bash",
                "source '" + script("bash") + "'; " + words
                        + "; _jprisma; [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    private List<String> inFish(String line) throws IOException {
        return run("fish", "source '" + script("fish") + "'; complete -C '" + line + "' | string split -f 1 \\t; true");
    }

    private List<String> run(String shell, String line) {
        return Command.run(
                        Product.LIMIT,
                        product.environment(),
                        List.of(shell, "-c", "cd '" + product.folder() + "'; " + line))
                .expectSuccess()
                .out()
                .lines()
                .toList();
    }

    private static Path script(String shell) throws IOException {
        return Files.writeString(
                product.folder().resolve("completion." + shell),
                product.run("completion", shell).expectSuccess().out());
    }

    private static void requireShell(String shell) {
        boolean installed = Command.run(Product.LIMIT, Map.of(), List.of("sh", "-c", "command -v " + shell))
                        .exitCode()
                == 0;
        assumeTrue(installed, shell + " is not installed: its completion was NOT tested");
    }
}
