package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whom files belong to and who else can write them, held against the user this process is. Safe for threads. */
public final class FileOwnership {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Path SELF = Path.of("/proc/self");
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int WRITABLE_BY_EVERYBODY = 0002;

    private FileOwnership() {}

    /** The user this process is, as files name their owners. */
    public static UserPrincipal ourselves() {
        return CurrentUser.PRINCIPAL;
    }

    public static boolean areRoot() {
        return Current.ROOT;
    }

    /** Whether it belongs to us and nobody else may write it. A link is not what it points to. */
    public static boolean isOursAlone(Path file) throws IOException {
        return isOurs(file) && !isWritableByOthers(file);
    }

    /** Whether it belongs to us. A link is not what it points to. */
    public static boolean isOurs(Path file) throws IOException {
        if (Current.UID >= 0) {
            return uidOf(file) == Current.UID;
        }
        return !POSIX || ownerOf(file).equals(ourselves());
    }

    /** Whether it belongs to us or to root. A link is not what it points to. */
    public static boolean isOursOrRoots(Path file) throws IOException {
        return isOurs(file) || uidOf(file) == 0;
    }

    /** Whether every user may write it; a group alone does not count. A link is not what it points to. */
    public static boolean isWritableByEverybody(Path file) throws IOException {
        return POSIX && (modeOf(file) & WRITABLE_BY_EVERYBODY) != 0;
    }

    static UserPrincipal ownerOf(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isWritableByOthers(Path file) throws IOException {
        return POSIX && (modeOf(file) & WRITABLE_BY_OTHERS) != 0;
    }

    // By number: a user's name is looked up, in a file or by the network.

    private static int uidOf(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static int modeOf(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The first folder on the way to {@code path} in which somebody else than root and we could put another in the
     * place of what follows; those of the way that do not exist are none.
     */
    public static Optional<Path> unsafeParentOf(Path path) throws IOException {
        if (!POSIX) {
            return Optional.empty();
        }
        for (Path folder : parentsOf(path)) {
            if (!isSafeParent(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** Both as they are named and as links on the way make them. */
    private static List<Path> parentsOf(Path path) throws IOException {
        List<Path> parents = new ArrayList<>();
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                parents.add(0, folder);
            }
        }
        Path nearest = parents.get(parents.size() - 1);
        for (Path folder = nearest.toRealPath(); folder != null; folder = folder.getParent()) {
            parents.add(folder);
        }
        return parents;
    }

    private static boolean isSafeParent(Path folder) throws IOException {
        boolean trusted = isOursOrRoots(folder);
        if (!trusted || Files.isSymbolicLink(folder)) {
            return trusted;
        }
        int mode = modeOf(folder);
        return (mode & WRITABLE_BY_OTHERS) == 0 || (mode & STICKY) != 0;
    }

    private static final class Current {
        /** Negative where the system does not say. */
        static final int UID = find();

        static final boolean ROOT =
                UID == 0 || UID < 0 && System.getProperty("user.name").equals("root");

        private static int find() {
            try {
                return POSIX && Files.isDirectory(SELF) ? (Integer) Files.getAttribute(SELF, "unix:uid") : -1;
            } catch (IOException e) {
                return -1;
            }
        }
    }

    private static final class CurrentUser {
        static final UserPrincipal PRINCIPAL = find();

        private static UserPrincipal find() {
            try {
                return Files.isDirectory(SELF)
                        ? Files.getOwner(SELF)
                        : FileSystems.getDefault()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName(System.getProperty("user.name"));
            } catch (IOException e) {
                throw new JprismaException(
                        ErrorKind.INTERNAL,
                        "The system does not say which user this is (" + JprismaHome.reason(e) + ")",
                        e);
            }
        }
    }
}
