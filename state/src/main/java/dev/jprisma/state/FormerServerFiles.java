package dev.jprisma.state;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where versions before this had root's clusters: in the home, for servers in a user namespace, or in a folder that the
 * server's user could write and that is named by the home's path.
 */
public final class FormerServerFiles {
    private static final Path OUTSIDE = Path.of("/var/lib/jprisma");

    private FormerServerFiles() {}

    static Optional<Path> find(JprismaHome home, InstanceName name) {
        return Stream.of(home.root(), outsideOf(home))
                .map(root -> root.resolve("instances").resolve(name.value()).resolve("data"))
                .filter(data -> Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    /** The folder of that name. */
    public static Path outsideOf(JprismaHome home) {
        return OUTSIDE.resolve(ShortHash.of(home.root().toString()));
    }
}
