package dev.jprisma.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Storage that is memory, for servers that are thrown away: nothing of them is written to a disk, nor outlives the
 * machine's end. A folder on disk has one here that stands for it.
 */
final class MemoryStorage {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    /** Containers have 64 MB there unless they are told otherwise: less than two clusters. */
    private static final long ROOM_NEEDED = 1L << 30;

    private final Path memory;
    private final long roomNeeded;

    /** The system's. */
    MemoryStorage() {
        this(SHARED_MEMORY, ROOM_NEEDED);
    }

    MemoryStorage(Path memory, long roomNeeded) {
        this.memory = memory;
        this.roomNeeded = roomNeeded;
    }

    /** What stands for a folder, which need not exist. Empty if there is no such storage. */
    Optional<Path> insteadOf(Path folder) {
        if (!Files.isDirectory(memory)) {
            return Optional.empty();
        }
        // Containers can share memory and have equal paths, and cannot tell whether a process of another is alive.
        String name = processNamespace() + " " + folder;
        return Optional.of(memory.resolve("jprisma-" + Storage.shortHash(name)));
    }

    private static String processNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException none) {
            return "";
        }
    }

    boolean holds(Path folder) {
        return folder.startsWith(memory);
    }

    boolean hasRoom() {
        try {
            return Files.isWritable(memory)
                    && Files.getFileStore(memory).type().equals("tmpfs")
                    && Files.getFileStore(memory).getUsableSpace() >= roomNeeded;
        } catch (IOException none) {
            return false;
        }
    }
}
