package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code postmaster.pid}, which PostgreSQL keeps in a data directory while it runs (source:
 * {@code src/include/utils/pidfile.h}).
 *
 * @param pid the postmaster
 * @param dataDirectory as the postmaster was given it
 * @param port it listens on
 * @param sharedMemory the number of its System V segment; none where it has none, or not yet
 * @param ready whether it accepts connections
 */
public record PostmasterPidFile(long pid, String dataDirectory, int port, OptionalLong sharedMemory, boolean ready) {
    private static final int PID = 0;
    private static final int DATA_DIRECTORY = 1;
    private static final int PORT = 3;
    private static final int SHARED_MEMORY = 6;
    private static final int STATUS = 7;

    /** Whether it is of this folder, and did not come here with a copy of another. */
    boolean isOf(Path folder) {
        try {
            return Files.isSameFile(Path.of(dataDirectory), folder);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** What the file says now; empty if it is not there or only half written. */
    public static Optional<PostmasterPidFile> read(Path dataDirectory) {
        try {
            List<String> lines = TextLines.of(UntrustedFile.read(dataDirectory.resolve("postmaster.pid")));
            if (lines.size() <= PORT) {
                return Optional.empty();
            }
            boolean ready = lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
            return Optional.of(new PostmasterPidFile(
                    Long.parseLong(lines.get(PID).strip()),
                    lines.get(DATA_DIRECTORY),
                    Integer.parseInt(lines.get(PORT).strip()),
                    sharedMemoryIn(lines),
                    ready));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The line has the segment's key and its number. */
    private static OptionalLong sharedMemoryIn(List<String> lines) {
        String line = lines.size() > SHARED_MEMORY ? lines.get(SHARED_MEMORY).strip() : "";
        int blank = line.lastIndexOf(' ');
        return blank < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(line.substring(blank + 1)));
    }
}
