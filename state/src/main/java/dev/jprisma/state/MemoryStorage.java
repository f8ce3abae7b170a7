package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Storage that is memory, for servers that are thrown away: nothing of them is written to a disk, nor outlives the
 * machine's end. A folder on disk has one here that stands for it. A value; safe for threads.
 *
 * @param folder of the system, where anybody may write
 * @param roomNeeded bytes it must have free to be used
 */
public record MemoryStorage(Path folder, long roomNeeded) {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    /** Containers have 64 MB there unless they are told otherwise: less than two clusters. */
    private static final long ROOM_NEEDED = 1L << 30;

    /** The system's. */
    public MemoryStorage() {
        this(SHARED_MEMORY, ROOM_NEEDED);
    }

    /** What stands for a folder, which need not exist. Empty if there is no such storage. */
    public Optional<Path> insteadOf(Path onDisk) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        // Containers can share memory and have equal paths, and cannot tell whether a process of another is alive.
        return Optional.of(folder.resolve("jprisma-" + ShortHash.of(processNamespace() + " " + onDisk)));
    }

    private static String processNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException none) {
            return "";
        }
    }

    public boolean holds(Path path) {
        return path.startsWith(folder);
    }

    public boolean hasRoom() {
        try {
            return Files.isWritable(folder)
                    && Files.getFileStore(folder).type().equals("tmpfs")
                    && Files.getFileStore(folder).getUsableSpace() >= roomNeeded;
        } catch (IOException none) {
            return false;
        }
    }
}
