package dev.jprisma.product;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code scripts/dist} makes of the packed product: made once, for all tests. */
final class Distribution {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Path FOLDER = Path.of("target", "dist").toAbsolutePath();

    private static boolean made;

    private Distribution() {}

    /** The file with this ending; skips the test on a machine that cannot make one. */
    static synchronized Path file(String ending) {
        if (!made) {
            assumeTrue(hasJdk(), "scripts/dist needs a JDK 25, and there is none: what it packs was NOT tested");
            makeIn(FOLDER);
            made = true;
        }
        return only(FOLDER, ending);
    }

    /** Makes everything in a folder, by more arguments of the script's. */
    static void makeIn(Path folder, String... arguments) {
        List<String> line = Stream.concat(
                        Stream.of(
                                script("dist").toString(),
                                "--packed",
                                Path.of("target", "jprisma").toAbsolutePath().toString(),
                                "--to",
                                folder.toString()),
                        Stream.of(arguments))
                .toList();
        Command.run(LIMIT, Map.of(), line).expectSuccess();
    }

    private static boolean hasJdk() {
        String search = "root='" + Installation.repository() + "' java_oldest=25; . '" + script("java.sh") + "'";
        return Command.run(Duration.ofMinutes(1), Map.of(), List.of("sh", "-c", search))
                        .exitCode()
                == 0;
    }

    private static Path script(String name) {
        return Installation.repository().resolve("scripts").resolve(name);
    }

    private static Path only(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findAny()
                    .orElseGet(() -> {
                        assumeTrue(false, "scripts/dist made no " + ending + " here: it was NOT tested");
                        return null;
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
