package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server on which something is tried that may fail, and which is gone afterwards. What a kill leaves of it,
 * {@link ClusterFactory} removes.
 */
public final class ThrowAwayServer implements AutoCloseable {
    static final String DATA = "data";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Unfinished folder;
    private final Postmaster postmaster;
    private final PostmasterOptions options;

    private ThrowAwayServer(Unfinished folder, Postmaster postmaster, PostmasterOptions options) {
        this.folder = folder;
        this.postmaster = postmaster;
        this.options = options;
    }

    /**
     * Starts one on a new cluster, which takes some tenths of a second.
     *
     * @param durable whether it is to have memory and all else as a server has whose data is kept
     * @throws JprismaException {@link ErrorKind#POSTGRES_FAILED} with PostgreSQL's words if it does not start with
     *     these settings, {@link ErrorKind#HOME_UNUSABLE} if there is no room for it
     */
    public static ThrowAwayServer start(ClusterFactory clusters, boolean durable, List<ServerSetting> settings) {
        return start(clusters, clusters.installation(), durable, settings);
    }

    /** The same with the programs of another installation of that version. */
    public static ThrowAwayServer start(
            ClusterFactory clusters, PostgresInstallation installation, boolean durable, List<ServerSetting> settings) {
        Unfinished folder = Unfinished.in(clusters.storage().spares());
        try {
            clusters.storage().createDirectory(folder.path());
            Path data = folder.path().resolve(DATA);
            clusters.createThrowAway(data);
            PostmasterOptions options = new PostmasterOptions(
                    data,
                    FreePort.choose(),
                    folder.path().resolve("postgres.log"),
                    durable,
                    SuperuserPassword.kept(clusters.firstPassword()),
                    settings);
            return new ThrowAwayServer(folder, Postmaster.start(installation, options), options);
        } catch (IOException e) {
            throw closing(
                    folder,
                    new JprismaException(
                            ErrorKind.HOME_UNUSABLE,
                            "Cannot make a server to try it on in " + folder.path() + " (" + JprismaHome.reason(e)
                                    + "): it needs about 40 MB there",
                            e));
        } catch (JprismaException e) {
            throw closing(
                    folder,
                    e.kind() == ErrorKind.POSTGRES_FAILED
                            ? new JprismaException(e.kind(), ServerWords.of(e.getMessage()), e)
                            : e);
        }
    }

    private static JprismaException closing(Unfinished folder, JprismaException failure) {
        try {
            folder.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** A session of its superuser. */
    public PostgresConnection connect() {
        return PostgresConnection.open(
                PostgresAddress.of(options.port(), options.password().own()), CONNECT_LIMIT);
    }

    @Override
    public void close() {
        try {
            postmaster.stopImmediately();
            folder.close();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot delete " + folder.path() + " (" + JprismaHome.reason(e) + "); the next daemon does",
                    e);
        }
    }
}
