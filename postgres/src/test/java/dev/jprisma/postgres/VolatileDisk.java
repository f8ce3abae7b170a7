package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A file system in a file. What was not synced is in that file only when the system likes, so a copy of the file holds
 * what a loss of power would leave. Needs root.
 */
final class VolatileDisk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path image;
    private final Path mounted;

    private VolatileDisk(Path image) throws IOException {
        this.image = image;
        this.mounted = Files.createDirectory(image.resolveSibling(image.getFileName() + ".mounted"));
    }

    /** Whether this system lets us mount a file. */
    static boolean isPossible() {
        return System.getProperty("user.name").equals("root") && Files.exists(Path.of("/dev/loop-control"));
    }

    /** @param image a file to be made */
    static VolatileDisk create(Path image, int megabytes) throws IOException {
        run("truncate", "-s", megabytes + "M", image.toString());
        run("mkfs.ext4", "-q", "-m", "0", image.toString());
        return mount(image);
    }

    private static VolatileDisk mount(Path image) throws IOException {
        VolatileDisk disk = new VolatileDisk(image);
        // Else its journal is written every 5 s.
        run("mount", "-o", "loop,commit=300", image.toString(), disk.mounted.toString());
        return disk;
    }

    /** Its root folder. */
    Path root() {
        return mounted;
    }

    /** What is there if the power fails now. */
    VolatileDisk afterLossOfPower() throws IOException {
        Path copy = image.resolveSibling(image.getFileName() + ".left");
        run("cp", "--sparse=always", image.toString(), copy.toString());
        return mount(copy);
    }

    private static void run(String... command) {
        Program.Result result = Program.run(List.of(command), LIMIT);
        assertThat(result.succeeded()).as(result.output()).isTrue();
    }

    @Override
    public void close() throws IOException {
        run("umount", mounted.toString());
        Files.delete(mounted);
        Files.delete(image);
    }
}
