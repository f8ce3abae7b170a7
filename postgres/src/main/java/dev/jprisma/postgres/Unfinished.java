package dev.jprisma.postgres;

import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.ShortHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A place for what is being made, and becomes visible by a rename when it is whole, or was, and is being deleted. Its
 * name says whose it is; closing it deletes what is there still.
 */
public final class Unfinished implements AutoCloseable {
    private static final String PREFIX = "unfinished-";

    private final Path path;

    private Unfinished(Path path) {
        this.path = path;
    }

    /** A place in {@code folder} where nothing is. */
    public static Unfinished in(Path folder) {
        ProcessIdentity maker = ProcessIdentity.current();
        return new Unfinished(folder.resolve(PREFIX + maker.pid() + "-" + startOf(maker) + "-" + UUID.randomUUID()));
    }

    /** Whether a name is of something whose maker has ended: nobody will finish it. */
    public static boolean isAbandoned(String name) {
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String[] parts = name.split("-", 4);
        return parts.length < 4
                || !parts[1].matches("\\d{1,18}")
                || ProcessIdentity.of(Long.parseLong(parts[1]))
                        .filter(maker -> startOf(maker).equals(parts[2]))
                        .isEmpty();
    }

    /** Deletes a file or folder so that there is never a half one of its name. */
    public static void delete(Path whole) throws IOException {
        try (Unfinished aside = in(whole.getParent())) {
            Files.move(whole, aside.path);
        }
    }

    private static String startOf(ProcessIdentity maker) {
        return ShortHash.of(maker.started());
    }

    public Path path() {
        return path;
    }

    /**
     * Renames what was made here, which is on the disk already, and has the new name written there too.
     *
     * @throws java.nio.file.FileAlreadyExistsException if that name is taken
     */
    public void becomes(Path target) throws IOException {
        Files.move(path, target);
        DiskSync.folder(target.getParent());
    }

    @Override
    public void close() throws IOException {
        FileTrees.delete(path);
    }
}
