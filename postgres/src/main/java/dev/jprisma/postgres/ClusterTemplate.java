package dev.jprisma.postgres;

import dev.jprisma.state.CheckedLine;
import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ShortHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster that {@code initdb} made once for an installation, and that every other is copied from: initdb takes longer
 * than all the rest of a start together.
 *
 * <p>Role {@code postgres} with a random password, which stands in a file beside the cluster, database
 * {@code postgres}, and what {@link ClusterOptions} has.
 */
final class ClusterTemplate {
    private static final String CLUSTER = "cluster";
    private static final String PASSWORD = "password";
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(5);

    private final Path directory;
    private final String password;

    private ClusterTemplate(Path directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    static ClusterTemplate prepare(Storage storage, PostgresInstallation installation, Consumer<String> progress) {
        ClusterOptions options = ClusterOptions.of(installation);
        // What the template is made of names it: other binaries or other settings make another one.
        Path directory =
                storage.templates().resolve(installation.contentId() + "-" + ShortHash.of(options + "\n" + PASSWORD));
        try {
            Optional<String> password = CheckedLine.read(directory.resolve(PASSWORD));
            if (password.isEmpty()) {
                progress.accept("Preparing a first PostgreSQL " + installation.version() + " cluster (once)");
                password = Optional.of(initialise(storage, installation, options, directory));
            }
            return new ClusterTemplate(directory, password.get());
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot make a cluster in " + directory + " (" + JprismaHome.reason(e) + ")",
                    e);
        }
    }

    /** Notes that it is in use: those that are not for long are deleted. */
    void touch() throws IOException {
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
    }

    /** Returns its password. */
    private static String initialise(
            Storage storage, PostgresInstallation installation, ClusterOptions options, Path directory)
            throws IOException {
        storage.createDirectory(storage.templates());
        try (Unfinished next = Unfinished.in(storage.templates());
                Unfinished passwordFile = Unfinished.in(storage.templates())) {
            storage.createDirectory(next.path());
            String password = InstancePassword.random().text();
            writePrivately(passwordFile.path(), password + "\n");
            storage.privileges().own(passwordFile.path());
            Path cluster = next.path().resolve(CLUSTER);
            storage.createCluster(cluster);
            List<String> arguments =
                    new ArrayList<>(List.of("-D", cluster.toString(), "--pwfile=" + passwordFile.path()));
            arguments.addAll(options.arguments());
            Program.Result initdb = Program.run(installation.command("initdb", arguments), INITDB_LIMIT);
            if (!initdb.succeeded()) {
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        "initdb failed with exit code " + initdb.exitCode() + ":\n" + initdb.output());
            }
            options.complete(cluster, installation.privileges());
            // Written last: what is here without it is not whole, whatever it is.
            writePrivately(next.path().resolve(PASSWORD), CheckedLine.content(password));
            DiskSync.file(next.path().resolve(PASSWORD));
            DiskSync.folder(next.path());
            FileTrees.delete(directory);
            next.becomes(directory);
            return password;
        }
    }

    private static void writePrivately(Path file, String content) throws IOException {
        Files.createFile(file, JprismaHome.ownerOnly("rw-------"));
        Files.writeString(file, content);
    }

    /** Names this template. One that is made again has another password, and so another name. */
    String id() {
        return name() + "-" + ShortHash.of(password);
    }

    private String name() {
        return directory.getFileName().toString();
    }

    /** Whether a folder is this template's or of what was made of it. */
    boolean isOf(String folderName) {
        return folderName.equals(name()) || folderName.equals(id());
    }

    String password() {
        return password;
    }

    Path cluster() {
        return directory.resolve(CLUSTER);
    }

    /** Makes a new cluster, which may not be on the disk yet, at a place where nothing is. */
    void copyTo(Path target, Storage storage) throws IOException {
        storage.copyCluster(cluster(), target);
    }
}
