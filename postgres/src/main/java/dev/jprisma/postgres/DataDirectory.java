package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Liveness;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.UntrustedFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of a cluster, before a postmaster is started on it. */
final class DataDirectory {
    private final Path path;

    DataDirectory(Path path) {
        this.path = path;
    }

    /** @throws JprismaException if it is not a whole cluster of this major version */
    void requireUsableBy(PostgresInstallation installation) {
        if (!Files.isDirectory(path)) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, "Its data directory " + path + " is gone");
        }
        String major = majorVersion();
        if (!major.equals(Integer.toString(installation.major()))) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Its data directory " + path + " is of PostgreSQL " + major + ", and this is PostgreSQL "
                            + installation.version() + ". Nothing was changed");
        }
        Path global = path.resolve("global");
        if (!Files.isDirectory(global, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(global.resolve("pg_control"), LinkOption.NOFOLLOW_LINKS)) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Its data directory " + path + " is not whole: global/pg_control is gone");
        }
    }

    /** Empty if there is no cluster, or one of a version that we do not know. */
    Optional<Integer> findMajor() {
        try {
            return Files.isDirectory(path)
                    ? Optional.of(PostgresChoice.majorOf(UntrustedFile.read(path.resolve("PG_VERSION"))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException unusable) {
            // Whoever starts a server here says so.
            return Optional.empty();
        }
    }

    private String majorVersion() {
        try {
            return UntrustedFile.read(path.resolve("PG_VERSION")).strip();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Its data directory " + path + " is no cluster: PG_VERSION cannot be read (" + JprismaHome.reason(e)
                            + ")",
                    e);
        }
    }

    /** Its live postmaster, whoever started it. */
    Optional<ProcessIdentity> livePostmaster() {
        return Liveness.postmasterOf(path);
    }

    /**
     * Removes a {@code postmaster.pid} whose process is not a postmaster of this folder, and the lock of its socket.
     * PostgreSQL does the same unless something else has that pid now, as happens after a reboot: then it would refuse
     * to start for ever.
     *
     * @return whether there was one: then the last postmaster was killed
     */
    boolean removeStaleLocks() {
        boolean removed = false;
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(path, "{postmaster.pid,.s.PGSQL.*}")) {
            for (Path lock : locks) {
                if (livePostmaster().isPresent()) {
                    return removed;
                }
                removed |= Files.deleteIfExists(lock);
            }
        } catch (NoSuchFileException none) {
            // Whoever starts a server here says so.
        } catch (IOException e) {
            throw staleLocks(e);
        } catch (DirectoryIteratorException e) {
            throw staleLocks(e.getCause());
        }
        return removed;
    }

    private JprismaException staleLocks(IOException e) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                "Cannot remove the stale locks in " + path + " (" + JprismaHome.reason(e) + ")",
                e);
    }
}
