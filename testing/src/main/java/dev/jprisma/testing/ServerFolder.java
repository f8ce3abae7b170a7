package dev.jprisma.testing;

import dev.jprisma.postgres.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of a home's throw-away servers: where it was told, else in memory if that has room, else in the home. */
final class ServerFolder {
    private ServerFolder() {}

    /** It need not exist. */
    static Path choose(Storage storage, TestingSettings settings) {
        return told(storage, settings).orElseGet(() -> storage.throwAway(inHome(storage)));
    }

    /** Where servers of this home can be, whatever was chosen when they were started. */
    static List<Path> existing(Storage storage, TestingSettings settings) {
        return Stream.concat(told(storage, settings).stream(), storage.throwAwayPlaces(inHome(storage)).stream())
                .filter(Files::isDirectory)
                .toList();
    }

    /** Named by the home, so that two homes' servers never meet. */
    private static Optional<Path> told(Storage storage, TestingSettings settings) {
        String name = "jprisma-" + ContentHash.of(storage.testing().toString());
        return settings.directory().map(directory -> directory.toAbsolutePath().resolve(name));
    }

    private static Path inHome(Storage storage) {
        return storage.testing().resolve("servers");
    }
}
