package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A log that is appended to over many starts, put aside when it has grown large. */
public final class LargeLog {
    private LargeLog() {}

    /** If it has more bytes than that it becomes {@code NAME.1}, of which there is one. Nobody may write to it. */
    public static void putAside(Path log, long bytes) throws IOException {
        if (Files.exists(log) && Files.size(log) > bytes) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
