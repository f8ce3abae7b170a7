package dev.jprisma.testing;

import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the data of throw-away servers goes: memory-backed storage if it is there and has room, else the home. */
final class ServerFolder {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    /** Containers have 64 MB there unless they are told otherwise: less than two clusters. */
    private static final long ROOM_NEEDED = 1L << 30;

    private ServerFolder() {}

    /** Makes the folder for this home's servers. */
    static Path choose(Storage storage, TestingSettings settings) {
        try {
            Path own = storage.createDirectory(storage.testing());
            for (Path candidate : candidates(own, settings)) {
                if (candidate.startsWith(SHARED_MEMORY) && settings.directory().isEmpty() && !hasRoom()) {
                    continue;
                }
                storage.createDirectory(candidate);
                // Anybody may write to shared memory: a folder of that name could be somebody else's.
                if (Files.getOwner(candidate, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                    return candidate;
                }
            }
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    settings.directory().map(Path::toString).orElse("") + " belongs to somebody else");
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot make a folder for test servers (" + JprismaHome.reason(e)
                            + "): name one in the system property jprisma.testing.directory",
                    e);
        }
    }

    /** Where servers of this home can be, whatever was chosen when they were started. */
    static List<Path> existing(Storage storage, TestingSettings settings) {
        Stream<Path> everywhere =
                Stream.concat(candidates(storage.testing(), settings).stream(), Stream.of(inHome(storage.testing())));
        return everywhere.distinct().filter(Files::isDirectory).toList();
    }

    private static List<Path> candidates(Path testing, TestingSettings settings) {
        // Named by the home, so that two homes' servers never meet.
        String name = "jprisma-" + ContentHash.of(testing.toString());
        return settings.directory()
                .map(directory -> List.of(directory.toAbsolutePath().resolve(name)))
                .orElseGet(() -> List.of(SHARED_MEMORY.resolve(name), inHome(testing)));
    }

    private static Path inHome(Path testing) {
        return testing.resolve("servers");
    }

    private static boolean hasRoom() {
        try {
            return Files.isWritable(SHARED_MEMORY)
                    && Files.getFileStore(SHARED_MEMORY).type().equals("tmpfs")
                    && Files.getFileStore(SHARED_MEMORY).getUsableSpace() >= ROOM_NEEDED;
        } catch (IOException none) {
            return false;
        }
    }
}
