package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.DatabaseAdministration;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server with an empty database {@code shadow}, in a folder of its own, until it is thrown away. Safe for threads.
 */
final class ShadowServer {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowServer.class);
    private static final String DATA = "data";
    /** FirstNormalObjectId: what has a lower number came with the cluster. */
    private static final int FIRST_OF_USERS = 16384;

    private static final int START_ATTEMPTS = 5;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final int port;
    private final Postmaster postmaster;

    private ShadowServer(Path folder, int port, Postmaster postmaster) {
        this.folder = folder;
        this.port = port;
        this.postmaster = postmaster;
    }

    /**
     * Makes and starts one.
     *
     * @param name of the instance, for errors
     * @param folder where nothing is yet
     * @param abandoned whether nobody wants it any more, which ends the start
     * @throws JprismaException if it cannot be made; nothing of it is left then
     */
    static ShadowServer start(
            String name,
            ClusterFactory clusters,
            Path folder,
            String password,
            List<ServerSetting> settings,
            BooleanSupplier abandoned) {
        try {
            clusters.storage().createDirectory(folder);
            clusters.createThrowAway(folder.resolve(DATA));
            ShadowServer server = start(clusters, folder, password, settings, abandoned);
            server.createDatabase(password);
            LOG.info(
                    "{}: shadow database started, process {}",
                    name,
                    server.postmaster.identity().pid());
            return server;
        } catch (IOException e) {
            discard(clusters.storage(), folder);
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    name + ": its shadow database cannot be made in " + folder + " (" + JprismaHome.reason(e)
                            + "): it needs about 40 MB there",
                    e);
        } catch (PostgresException e) {
            discard(clusters.storage(), folder);
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, name + ": its shadow database cannot be made: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            discard(clusters.storage(), folder);
            throw e;
        }
    }

    private static ShadowServer start(
            ClusterFactory clusters,
            Path folder,
            String password,
            List<ServerSetting> settings,
            BooleanSupplier abandoned) {
        for (int attempt = 1; ; attempt++) {
            int port = FreePort.choose();
            try {
                Postmaster postmaster = Postmaster.start(
                        clusters.installation(),
                        new PostmasterOptions(
                                folder.resolve(DATA),
                                port,
                                folder.resolve("postgres.log"),
                                false,
                                new SuperuserPassword(password, clusters.firstPassword(), false),
                                settings),
                        abandoned);
                return new ShadowServer(folder, port, postmaster);
            } catch (JprismaException e) {
                if (e.kind() != ErrorKind.PORT_TAKEN || attempt == START_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** That is what a login to it names, and no main server has it. */
    private void createDatabase(String password) {
        try (PostgresConnection connection =
                PostgresConnection.open(PostgresAddress.of(port, password), CONNECT_LIMIT)) {
            DatabaseAdministration.create(connection, Credentials.SHADOW_DATABASE);
        }
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return postmaster.isAlive();
    }

    /** Whether somebody made roles, or changed its login so that one cannot see. */
    boolean hasRoles(String password) {
        boolean[] found = new boolean[1];
        try (PostgresConnection connection =
                PostgresConnection.open(PostgresAddress.of(port, password), CONNECT_LIMIT)) {
            connection.query("SELECT FROM pg_roles WHERE oid >= " + FIRST_OF_USERS, new ResultReceiver() {
                @Override
                public void row(Row row) {
                    found[0] = true;
                }
            });
            return found[0];
        } catch (PostgresException e) {
            return true;
        }
    }

    /** Throws it away. */
    void discard(Storage storage) {
        discard(storage, folder);
    }

    private static void discard(Storage storage, Path folder) {
        try {
            end(folder.resolve(DATA));
            storage.discard(folder);
        } catch (IOException | JprismaException e) {
            LOG.warn("The shadow database in {} cannot be removed", folder, e);
        }
    }

    /** Throws away what is in a folder of such servers, whoever started them, and the folder. */
    static void discardAll(Storage storage, Path all) {
        try {
            // One in the folder itself is of a version before this.
            end(all.resolve(DATA));
            if (Files.isDirectory(all)) {
                try (Stream<Path> folders = Files.list(all)) {
                    folders.filter(Files::isDirectory).forEach(folder -> discard(storage, folder));
                }
            }
            storage.discard(all);
        } catch (IOException | JprismaException e) {
            LOG.warn("The shadow databases in {} cannot be removed", all, e);
        }
    }

    static void deleteIfEmpty(Path all) {
        try {
            Files.deleteIfExists(all);
        } catch (DirectoryNotEmptyException another) {
            // Which is being thrown away.
        } catch (IOException e) {
            LOG.warn("{} cannot be removed", all, e);
        }
    }

    private static void end(Path dataDirectory) {
        Postmaster.adopt(dataDirectory).ifPresent(Postmaster::stopImmediately);
    }
}
