package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ctrl-C while PostgreSQL is unpacked for the first time: no instance comes of it. */
class InterruptedFirstRunTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void leavesNoInstanceHoweverItWasToBeStarted() {
        Path home = product.folder().resolve("first");
        product.set("JPRISMA_HOME", home.toString());
        List<Command> commands = List.of(
                product.start("dev", "-n", "foreground"),
                product.start("dev", "-d", "-n", "detached"),
                product.start("dev", "exec", "named", "--", "echo", "run"),
                product.start("dev", "exec", "--ephemeral", "--", "echo", "run"));
        Awaitility.await().atMost(Product.LIMIT).until(() -> Files.exists(home.resolve("daemon.json")));

        commands.forEach(command -> command.signal("INT"));

        for (Command command : commands) {
            assertThat(command.await(Product.LIMIT).expectExit(130).out()).isEmpty();
        }
        product.run("dev", "-d", "-n", "next").expectSuccess();
        assertThat(product.run("dev", "ls", "--json").expectSuccess().out())
                .contains("\"next\"")
                .doesNotContain("foreground", "detached", "named", "ephemeral");
    }

    @AfterEach
    void stopTheDaemonOfTheFirstRun() {
        product.run("daemon", "stop", "--all");
        product.set("JPRISMA_HOME", product.home().toString());
    }
}
