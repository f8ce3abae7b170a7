package dev.jprisma.testing;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A folder for a test's homes and servers, in memory where that has room: clusters are many small files. */
public final class ScratchFolder {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 1L << 30;

    private ScratchFolder() {}

    /** A new one, which the test deletes. */
    public static Path create() throws IOException {
        boolean inMemory =
                Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
        Path folder = inMemory
                ? Files.createTempDirectory(MEMORY, "jprisma-test")
                : Files.createTempDirectory("jprisma-test");
        // Under root another user's server works in it.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return folder;
    }

    /** Deletes it and what homes in it have outside. */
    public static void delete(Path folder) throws IOException {
        for (Path home : homesIn(folder)) {
            FileTrees.delete(ServerFiles.of(JprismaHome.at(home)).root());
        }
        FileTrees.delete(folder);
    }

    private static List<Path> homesIn(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(home -> Files.isDirectory(home.resolve("instances")))
                    .toList();
        }
    }
}
