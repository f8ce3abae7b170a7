package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What makes a command start fast: its classes are in the archive, and it makes none as it runs. In a folder of plain
 * letters: JDK 17 archives no class of an application whose path its URLs would escape.
 */
class FastStartTest {
    @RegisterExtension
    static final Product product = new Product();

    private static Path script;

    @BeforeAll
    static void install() throws IOException {
        Path plain = product.folder().resolve("plain");
        Installation.copy(Installation.repository().resolve("scripts"), plain.resolve("scripts"));
        Installation.copy(Path.of("target", "jprisma"), plain.resolve(".product/1"));
        Files.writeString(plain.resolve(".product/current"), "1\n");
        script = plain.resolve("scripts/jprisma");
    }

    @Test
    void everyClassOfACommandIsInTheArchiveAndNoRecordIsComparedByMethodHandles() throws IOException {
        for (List<String> command : List.of(
                List.of("--version"),
                List.of("dev", "ls"),
                List.of("dev", "ls", "--json"),
                List.of("dev", "url"),
                List.of("dev", "-d"),
                List.of("dev", "stop", "default"),
                List.of("dev", "rm", "-y", "default"))) {
            assertThat(loadedBy(command))
                    .as("classes that 'jprisma %s' loads", String.join(" ", command))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("source: file:"))
                    // No folder here has a jprisma.toml.
                    .noneMatch(line -> line.contains("org.tomlj.") || line.contains("org.antlr."))
                    // Made by the first equals, hashCode or toString that is a record's own, which takes 10 ms.
                    .noneMatch(line -> line.contains("java.lang.runtime.ObjectMethods "));
        }
    }

    @Test
    void whatIsTypedMostNeedsNoLibraryAndNothingThatEachProcessMakesAnew() throws IOException {
        for (List<String> command : List.of(
                List.of("--version"), List.of("dev", "ls"), List.of("dev", "url"), List.of("dev", "url", "default"))) {
            assertThat(loadedBy(command))
                    .as("classes that 'jprisma %s' loads", String.join(" ", command))
                    .anyMatch(line -> line.contains(" dev.jprisma.cli.PlainCommands "))
                    .noneMatch(line -> line.contains(" picocli."))
                    .noneMatch(line -> line.contains(" java.util.stream."))
                    .noneMatch(line -> line.contains(" java.util.regex.Pattern "))
                    .noneMatch(line -> line.contains(" java.time.format."))
                    .noneMatch(line -> line.contains(" java.lang.invoke.LambdaMetafactory "))
                    .noneMatch(line -> line.contains("$$Lambda"))
                    // None is opened by Java itself, to look for a class or a manifest.
                    .noneMatch(line -> line.contains(" jdk.internal.loader.URLClassPath$JarLoader "))
                    .noneMatch(line -> line.contains(" dev.jprisma.state.control."));
        }
    }

    @Test
    void aDetachedStartIsNotReadByPicocli() throws IOException {
        for (List<String> command : List.of(List.of("dev", "-d"), List.of("dev", "--name", "default", "--detach"))) {
            assertThat(loadedBy(command))
                    .as("classes that 'jprisma %s' loads", String.join(" ", command))
                    .anyMatch(line -> line.contains(" dev.jprisma.cli.DetachedStart "))
                    .noneMatch(line -> line.contains(" picocli."))
                    .noneMatch(line -> line.contains(" java.util.regex.Pattern "))
                    // It starts threads.
                    .noneMatch(line -> line.contains(" java.lang.ProcessHandleImpl "))
                    .noneMatch(line -> line.contains(" jdk.internal.loader.URLClassPath$JarLoader "));
        }
    }

    @Test
    void aDaemonHasNothingMadeAnewBeforeItsFirstInstanceRuns() throws IOException {
        run(product.environment(), List.of("daemon", "stop", "--all"));
        Map<String, String> environment = new TreeMap<>(product.environment());
        environment.put("_JAVA_OPTIONS", "-Xlog:class+load:file=" + product.folder() + "/classes-%p.log");
        run(environment, List.of("dev", "-d"));

        assertThat(loadedByDaemonUntilItServes())
                .anyMatch(line -> line.contains(" dev.jprisma.postgres.wire.ScramExchange "))
                .noneMatch(line -> line.contains("source: file:"))
                // The first equals, hashCode or toString that is a record's own.
                .noneMatch(line -> line.contains("java.lang.runtime.ObjectMethods "))
                // A number formatted loads what is known of each locale.
                .noneMatch(line -> line.contains(" sun.util.locale.provider.LocaleProviderAdapter "));
    }

    private List<String> loadedByDaemonUntilItServes() throws IOException {
        try (Stream<Path> logs = Files.list(product.folder())) {
            for (Path log : logs.filter(file -> file.getFileName().toString().startsWith("classes-"))
                    .toList()) {
                List<String> lines = Files.readAllLines(log);
                if (lines.stream().anyMatch(line -> line.contains(" dev.jprisma.daemon.JprismaDaemon "))) {
                    return lines.stream()
                            .takeWhile(line -> !line.contains(" dev.jprisma.state.Exports "))
                            .toList();
                }
            }
        }
        throw new AssertionError("No daemon was started");
    }

    @Test
    void aCommandReadsNoOptionsOfTheOneThatLeadsToIt() throws IOException {
        assertThat(loadedBy(List.of("dev", "ls", "--json")))
                .anyMatch(line -> line.contains("dev.jprisma.cli.ListCommand "))
                .noneMatch(line -> line.contains("dev.jprisma.cli.DevCommand "));
    }

    private List<String> loadedBy(List<String> command) throws IOException {
        Path log = product.folder().resolve("classes.log");
        Map<String, String> environment = new TreeMap<>(product.environment());
        environment.put("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
        run(environment, command);
        try (Stream<String> lines = Files.lines(log)) {
            return lines.toList();
        }
    }

    @BeforeEach
    void start() {
        run(product.environment(), List.of("dev", "-d"));
    }

    private static void run(Map<String, String> environment, List<String> command) {
        List<String> line = new ArrayList<>(List.of(script.toString()));
        line.addAll(command);
        Command.run(Product.LIMIT, environment, line).expectSuccess();
    }
}
