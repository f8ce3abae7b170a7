package dev.jprisma.postgres;

import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PostmasterPidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small System V segment by which PostgreSQL sees that a data directory is in use. A killed postmaster leaves it;
 * the next one on that data directory removes it, and nobody does where that is deleted. Linux alone shows them
 * ({@code /proc/sysvipc/shm}, {@code proc(5)}).
 */
final class SharedMemorySegment {
    private static final Logger LOG = LoggerFactory.getLogger(SharedMemorySegment.class);
    private static final Path ALL = Path.of("/proc/sysvipc/shm");
    private static final int ID = 1;
    private static final int CREATOR = 4;
    private static final int ATTACHED = 6;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private SharedMemorySegment() {}

    /** Removes the one that a killed postmaster left of a data directory, as that one's user. */
    static void removeLeftOf(Path dataDirectory) {
        PostmasterPidFile.read(dataDirectory)
                .filter(SharedMemorySegment::isLeft)
                .ifPresent(file -> remove(dataDirectory, file.sharedMemory().getAsLong()));
    }

    /** Whether it is there, was made by that postmaster, and no process has it any more. */
    private static boolean isLeft(PostmasterPidFile file) {
        if (file.sharedMemory().isEmpty() || !Files.exists(ALL)) {
            return false;
        }
        try (Stream<String> segments = Files.lines(ALL)) {
            return segments.map(line -> line.strip().split("\\s+"))
                    .anyMatch(words ->
                            words[ID].equals(Long.toString(file.sharedMemory().getAsLong()))
                                    && words[CREATOR].equals(Long.toString(file.pid()))
                                    && words[ATTACHED].equals("0"));
        } catch (IOException e) {
            LOG.debug("Which segments there are is not shown", e);
            return false;
        }
    }

    private static void remove(Path dataDirectory, long id) {
        try {
            List<String> command = List.of("ipcrm", "-m", Long.toString(id));
            Program.Result result =
                    Program.run(Privileges.ofOwnerOf(dataDirectory).command(command), LIMIT);
            if (!result.succeeded()) {
                LOG.warn(
                        "Segment {} of shared memory stays: {}",
                        id,
                        result.output().strip());
            }
        } catch (IOException | JprismaException e) {
            LOG.warn("Segment {} of shared memory stays: {}", id, e.getMessage());
        }
    }
}
