package dev.jprisma.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

    /**
     * What stands for a folder, which need not exist. Empty if there is no such storage.
     *
     * @param root above the folder; it exists
     */
    Optional<Path> insteadOf(Path root, Path folder) {
        if (!Files.isDirectory(memory)) {
            return Optional.empty();
        }
        // Named by what the root is, and not only by its path: containers can share memory and have equal paths.
        String name = identityOf(root) + "/" + root.relativize(folder);
        return Optional.of(memory.resolve("jprisma-" + Storage.shortHash(name)));
    }

    private static Object identityOf(Path root) {
        try {
            return Files.readAttributes(root, BasicFileAttributes.class).fileKey();
        } catch (IOException unreadable) {
            return root;
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
