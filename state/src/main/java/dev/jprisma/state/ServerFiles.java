package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where PostgreSQL's files of a home are: in the home, or, where another user runs it who cannot enter root's home, in
 * an outside folder that the home names. That folder says whose it is, so that a copy of the home does not take the
 * original's data for its own, and a home that was moved still finds its own. A value; safe for threads.
 */
public final class ServerFiles {
    private static final Path OUTSIDE = Path.of("/var/lib/jprisma");
    private static final String DATA = "data";
    private static final String INSTANCES = "instances";
    private static final String SNAPSHOTS = "snapshots";
    private static final String FORMER_POINTER = "/[^\\x00\\n]*/[0-9a-f-]{36}\n";

    private final JprismaHome home;
    private final Path root;

    private ServerFiles(JprismaHome home, Path root) {
        this.home = home;
        this.root = root;
    }

    /** Those of a home as it is; nothing is made. */
    public static ServerFiles of(JprismaHome home) {
        try {
            return new ServerFiles(home, ownFolderOf(home).orElse(home.root()));
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    /**
     * Those of a home whose files must be outside of it. The folder is made, or taken over from a home that is gone.
     * Only one process at a time may do this for a home, and it is root.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if there is no place for it that nobody else can write
     */
    public static ServerFiles outsideOf(JprismaHome home) {
        return outsideOf(home, outside());
    }

    /** @param parent of the folder, if the home has none yet */
    public static ServerFiles outsideOf(JprismaHome home, Path parent) {
        try {
            Optional<Path> own = ownFolderOf(home);
            Path folder = own.orElseGet(() -> parent.resolve(UUID.randomUUID().toString()));
            requireSafePlace(folder);
            SharedFolder.create(folder);
            HomeOwner.of(home).write(ownerFile(folder));
            if (own.isEmpty()) {
                rememberOriginal(home);
                AtomicFile.write(pointer(home), CheckedLine.content(folder.toString()));
            }
            return new ServerFiles(home, folder);
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    /** The home that this one is a copy of, if it was when it got a folder of its own and that note is whole. */
    public Optional<Path> original() {
        try {
            return CheckedLine.read(originalFile(home)).map(Path::of);
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    private static void rememberOriginal(JprismaHome home) throws IOException {
        Optional<Path> named = namedBy(pointer(home));
        if (named.isPresent()) {
            Path original = HomeOwner.read(ownerFile(named.get())).orElseThrow().path();
            AtomicFile.write(originalFile(home), CheckedLine.content(original.toString()));
        }
    }

    private static Path outside() {
        String chosen = System.getenv("JPRISMA_ROOT_DATA");
        return chosen == null || chosen.isBlank()
                ? OUTSIDE
                : Path.of(chosen).toAbsolutePath().normalize();
    }

    private static void requireSafePlace(Path folder) throws IOException {
        Optional<Path> unsafe = FileOwnership.unsafeParentOf(folder);
        if (unsafe.isPresent()) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "PostgreSQL's files cannot be in " + folder + ": others than root can write " + unsafe.get()
                            + "; name another folder in JPRISMA_ROOT_DATA");
        }
    }

    /** The folder that the home names, unless the home is a copy and the folder another's. */
    private static Optional<Path> ownFolderOf(JprismaHome home) throws IOException {
        Optional<Path> named = namedBy(pointer(home));
        Optional<HomeOwner> owner = named.isPresent() ? HomeOwner.read(ownerFile(named.get())) : Optional.empty();
        return owner.isPresent() && owner.get().isAnotherThan(home) ? Optional.empty() : named;
    }

    private static Optional<Path> namedBy(Path file) throws IOException {
        try {
            Optional<Path> folder = folderIn(HomeFile.read(file));
            if (folder.isEmpty()) {
                throw unusable(file, "is damaged", null);
            }
            return folder;
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(file, HomeFile.cannotBeRead(e), e);
        }
    }

    /** With its check or, as versions before this wrote it, alone. */
    private static Optional<Path> folderIn(String content) {
        Optional<String> checked = CheckedLine.in(content);
        if (checked.isPresent()) {
            return Optional.of(Path.of(checked.get()));
        }
        return content.matches(FORMER_POINTER) ? Optional.of(Path.of(content.strip())) : Optional.empty();
    }

    private static JprismaException unusable(Path pointer, String how, IOException cause) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                pointer + " " + how
                        + ", which names the folder of PostgreSQL's files; they are untouched. It is the one"
                        + " whose file \"home\" names this home: grep -l '" + pointer.getParent() + "' " + outside()
                        + "/*/home. Remove " + pointer + ", and write that folder's path, as one line, into a new one",
                cause);
    }

    private static Path originalFile(JprismaHome home) {
        return home.root().resolve("copied-from");
    }

    private static Path pointer(JprismaHome home) {
        return home.root().resolve("server-files");
    }

    private static Path ownerFile(Path folder) {
        return folder.resolve("home");
    }

    private static JprismaException unusable(JprismaHome home, IOException e) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                "PostgreSQL's files of " + home + " cannot be found (" + JprismaHome.reason(e) + ")",
                e);
    }

    /** The folder of all of them. */
    public Path root() {
        return root;
    }

    /** Whether they are elsewhere than in the home. */
    public boolean areOutside() {
        return !root.equals(home.root());
    }

    /**
     * Folders like this one of homes that are gone, if no instance's data is in them: what is there can be made again.
     */
    public List<Path> orphans() throws IOException {
        if (!areOutside()) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root.getParent())) {
            return folders.filter(ServerFiles::isOrphan).toList();
        }
    }

    private static boolean isOrphan(Path folder) {
        try {
            Optional<HomeOwner> owner = HomeOwner.read(ownerFile(folder));
            return owner.isPresent()
                    && !Files.exists(owner.get().path())
                    && !hasData(folder.resolve(INSTANCES))
                    && !hasSnapshots(folder.resolve(SNAPSHOTS));
        } catch (IOException | JprismaException unknown) {
            return false;
        }
    }

    private static boolean hasData(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.anyMatch(each -> Files.exists(each.resolve(DATA), LinkOption.NOFOLLOW_LINKS));
        }
    }

    private static boolean hasSnapshots(Path snapshots) throws IOException {
        if (!Files.exists(snapshots)) {
            return false;
        }
        try (Stream<Path> ofInstances = Files.list(snapshots)) {
            for (Path ofInstance : (Iterable<Path>) ofInstances::iterator) {
                if (hasData(ofInstance)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The folder of an instance's. */
    public Path folderOf(InstanceName name) {
        return root.resolve(INSTANCES).resolve(name.value());
    }

    /** The folder of an instance's snapshots, in which each has one of its name. */
    public Path snapshotsOf(InstanceName name) {
        return root.resolve(SNAPSHOTS).resolve(name.value());
    }

    /** Where a new instance's cluster goes on disk. */
    public Path newDataDirectory(InstanceName name) {
        return folderOf(name).resolve(DATA);
    }

    /**
     * Where an instance's cluster is. It follows from the home and the name, whatever place the record names: that
     * could be one of the home that this is a copy of.
     */
    public Path dataDirectory(InstanceName name, Path recorded) {
        MemoryStorage memory = new MemoryStorage();
        if (memory.holds(recorded)) {
            return memory.insteadOf(folderOf(name)).orElseThrow().resolve(DATA);
        }
        Path here = newDataDirectory(name);
        return Files.exists(here, LinkOption.NOFOLLOW_LINKS)
                ? here
                : formerDataDirectory(name).orElse(here);
    }

    /** Where it is if a version before this made it, and it did not move since. */
    public Optional<Path> formerDataDirectory(InstanceName name) {
        return areOutside() || FileOwnership.areRoot() ? FormerServerFiles.find(home, name) : Optional.empty();
    }
}
