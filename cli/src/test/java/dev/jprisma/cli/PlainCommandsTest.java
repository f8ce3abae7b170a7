package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run without picocli is what picocli would run. */
@Tag("fast")
class PlainCommandsTest {
    private Cli cli;

    @BeforeEach
    void recordInstances(@TempDir Path folder) {
        cli = new Cli(folder.resolve("home"));
        cli.record("default", 51300);
        cli.record("shop", 51310);
    }

    @Test
    void printsWhatTheSameCommandWithAnOptionPrints() {
        assertSame(cli.run("dev", "url"), cli.run("dev", "url", "--tcp"));
        assertSame(cli.run("dev", "url", "shop"), cli.run("dev", "url", "shop", "--tcp"));
        assertSame(cli.run("--version"), cli.run("dev", "--version"));
        assertSame(cli.run("-V"), cli.run("dev", "-V"));
        assertSame(cli.run("dev", "ls"), cli.run("dev", "list"));
    }

    @Test
    void whatFailsIsSaidOnceAndInFull() {
        assertSame(cli.run("dev", "url", "none"), cli.run("dev", "url", "none", "--tcp"));
        assertSame(cli.run("dev", "url", "No Good"), cli.run("dev", "url", "No Good", "--tcp"));
        assertThat(cli.run("dev", "url", "none").err()).containsOnlyOnce("There is no instance 'none'");
    }

    @Test
    void whatCannotBeStartedIsSaidAsWithAnyOption() {
        assertSame(cli.run("dev", "-d"), cli.run("dev", "--move-ports", "-d"));
        Result named = cli.run("dev", "--move-ports", "--name", "shop", "--detach");
        assertSame(cli.run("dev", "--detach", "--name", "shop"), named);
        assertSame(cli.run("dev", "-n", "shop", "-d"), named);
        assertSame(cli.run("dev", "-d", "-n", "No Good"), cli.run("dev", "--move-ports", "-n", "No Good", "-d"));
        assertSame(cli.run("dev", "-n", "-d", "-d"), cli.run("dev", "-n", "-d", "-d", "--move-ports"));
    }

    private static void assertSame(Result plain, Result other) {
        assertThat(plain).isEqualTo(other);
        assertThat(plain.out() + plain.err()).isNotBlank();
    }
}
