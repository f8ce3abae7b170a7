package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** {@code src/test/control}, installed: the real clients of a home's HTTP port. */
final class ControlClients {
    private static final Path SOURCES = Path.of("src/test/control");
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");

    private static ControlClients installed;

    private final Path folder = Path.of("target/control").toAbsolutePath();

    private ControlClients() {}

    /** Installs them once. Without Node there is no proof, which is an error where it counts and loud elsewhere. */
    static synchronized ControlClients installed() throws IOException {
        requireNode();
        if (installed == null) {
            ControlClients clients = new ControlClients();
            Installation.copy(SOURCES, clients.folder);
            // By its own settings npm waits 5 minutes for an answer, and 10 and 60 s before it asks again.
            clients.run(
                            Map.of(),
                            "npm",
                            "install",
                            "--no-audit",
                            "--no-fund",
                            "--no-package-lock",
                            "--ignore-scripts",
                            "--prefer-offline",
                            "--fetch-timeout=20000",
                            "--fetch-retries=5",
                            "--fetch-retry-mintimeout=500",
                            "--fetch-retry-maxtimeout=5000")
                    .expectSuccess();
            installed = clients;
        }
        return installed;
    }

    private static void requireNode() {
        Result node = Command.run(LIMIT, Map.of(), List.of("sh", "-c", "node --version || echo none"));
        Matcher version = VERSION.matcher(node.line());
        boolean fits = version.matches()
                && Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2)) >= 2019;
        if (!fits) {
            String message =
                    "NOT TESTED: the real clients of a home's HTTP port. They need Node 20.19 or newer; found: "
                            + node.line();
            System.err.println(message);
            assertThat(System.getenv("CI")).as(message).isNotEqualTo("true");
            Assumptions.abort(message);
        }
    }

    /** Runs one of its files of tests; it succeeds or says what failed. */
    Result test(String file, Map<String, String> environment) {
        return run(environment, "node", "--test", "--test-reporter=spec", file);
    }

    /** Runs a program in its folder. */
    Result run(Map<String, String> environment, String... command) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(environment);
        String line = "cd '" + folder + "' && exec \"$@\"";
        List<String> shell = new ArrayList<>(List.of("sh", "-c", line, "sh"));
        shell.addAll(List.of(command));
        return Command.run(LIMIT, all, shell);
    }
}
