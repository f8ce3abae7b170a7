package dev.jprisma.postgres;

import dev.jprisma.state.CheckedLine;
import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once. The folder is made under another name and renamed when it is whole, so there is
 * never a half one; its name is that of its content, so a new version stands beside the old.
 */
public final class PostgresInstallation {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[.\\w]*)");
    private static final String VERSION_FILE = "jprisma-version";
    private static final Duration SELF_TEST_LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final String version;
    private final Privileges privileges;

    private PostgresInstallation(Path directory, String version, Privileges privileges) {
        this.directory = directory;
        this.version = version;
        this.privileges = privileges;
    }

    /**
     * The installation of this home, unpacked if it is not there. The caller holds {@link Storage#lock}.
     *
     * @param progress told what takes long
     */
    public static PostgresInstallation prepare(Storage storage, Consumer<String> progress) {
        PostgresArchive archive = PostgresArchive.ofThisPlatform();
        Path directory = storage.installations().resolve(archive.contentId());
        try {
            Optional<String> version = CheckedLine.read(directory.resolve(VERSION_FILE));
            if (version.isEmpty()) {
                progress.accept("Unpacking PostgreSQL (once)");
                version = Optional.of(unpack(archive, storage, directory));
            }
            return new PostgresInstallation(directory, version.get(), storage.privileges());
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot unpack PostgreSQL to " + directory + " (" + JprismaHome.reason(e)
                            + "): it needs about 80 MB there",
                    e);
        }
    }

    /** Returns its version. */
    private static String unpack(PostgresArchive archive, Storage storage, Path directory) throws IOException {
        storage.createDirectory(storage.installations());
        try (Unfinished next = Unfinished.in(storage.installations())) {
            archive.requirePinned();
            extract(archive, next.path());
            if (storage.privileges().isOtherUser()) {
                letOthersRead(next.path());
            }
            String version = selfTest(next.path(), storage.privileges());
            Files.writeString(next.path().resolve(VERSION_FILE), CheckedLine.content(version));
            DiskSync.tree(next.path());
            // What is here without a version file is not whole, whatever it is.
            FileTrees.delete(directory);
            next.becomes(directory);
            return version;
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

    /** Runs it, so that a wrong processor or a missing library shows here and with its own words. */
    private static String selfTest(Path directory, Privileges privileges) {
        Program.Result result =
                Program.run(privileges.command(List.of(program(directory, "postgres"), "--version")), SELF_TEST_LIMIT);
        Matcher version = VERSION.matcher(result.output());
        if (!result.succeeded() || !version.find()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "PostgreSQL's binaries do not run on this machine (exit code " + result.exitCode() + "): "
                            + result.output());
        }
        return version.group(1);
    }

    /** Such as {@code 18.6}. */
    public String version() {
        return version;
    }

    /** Such as {@code 18}: what a data directory must agree with. */
    String majorVersion() {
        return version.split("\\D", 2)[0];
    }

    /** A name for what depends on exactly these binaries. */
    String contentId() {
        return directory.getFileName().toString();
    }

    /** A command line of one of its programs, as it must be run here. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program(directory, program));
        command.addAll(arguments);
        return privileges.command(command);
    }

    private static String program(Path directory, String name) {
        return directory.resolve("bin").resolve(name).toString();
    }
}
