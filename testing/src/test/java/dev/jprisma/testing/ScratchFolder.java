package dev.jprisma.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for a test's homes and servers, in memory where that has room: clusters are many small files. */
public final class ScratchFolder {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 1L << 30;

    private ScratchFolder() {}

    /** A new one, which the test deletes. */
    public static Path create() throws IOException {
        boolean inMemory =
                Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
        return inMemory ? Files.createTempDirectory(MEMORY, "jprisma-test") : Files.createTempDirectory("jprisma-test");
    }
}
