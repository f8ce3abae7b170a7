package dev.jprisma.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The packed product as {@code scripts/jprisma} leaves it after a build, in a folder with a blank and an umlaut,
 * without sources: so nothing here builds anything.
 */
final class Installation {
    private static final Installation SHARED = new Installation();

    private final Path root;

    private Installation() {
        try {
            root = Files.createDirectories(
                    Path.of("target", "jprisma für tests").toAbsolutePath());
            Command.run(Duration.ofMinutes(1), Map.of(), List.of("rm", "-rf", root.toString()))
                    .expectSuccess();
            copy(repository().resolve("scripts"), root.resolve("scripts"));
            copy(Path.of("target", "jprisma"), root.resolve(".product/1"));
            Files.writeString(root.resolve(".product/current"), "1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path script() {
        return SHARED.root.resolve("scripts/jprisma");
    }

    /** The folder of the repository; Maven runs the tests in the module's. */
    static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** With rights and times, as {@code cp -a} does. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Command.run(Duration.ofMinutes(1), Map.of(), List.of("cp", "-a", from + "/.", to.toString()))
                .expectSuccess();
    }
}
