package dev.jprisma.migrations;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.DatabaseAdministration;
import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The one real PostgreSQL of this module's tests: started by the first of them, stopped with the JVM. */
final class TestServer {
    static final String PASSWORD = "password_of_tests";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static TestServer shared;

    private final Path folder;
    private final int port = FreePort.choose();
    private final Postmaster postmaster;

    private TestServer() throws IOException {
        folder = Files.createTempDirectory("jprisma-migrations");
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        ClusterFactory factory = ClusterFactory.prepare(Storage.of(home), message -> {});
        Path data = factory.storage().testing().resolve("test/data");
        factory.create(data);
        postmaster = Postmaster.start(
                factory.installation(),
                new PostmasterOptions(
                        data,
                        port,
                        folder.resolve("postgres.log"),
                        false,
                        new SuperuserPassword(PASSWORD, factory.firstPassword(), false)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(factory)));
    }

    /** A new, empty database. */
    static synchronized ServerAddress newDatabase() {
        if (shared == null) {
            try {
                shared = new TestServer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String name = "test_" + DATABASES.incrementAndGet();
        ServerAddress server = PostgresAddress.of(shared.port, PASSWORD);
        try (PostgresConnection connection = PostgresConnection.open(server, Duration.ofSeconds(10))) {
            DatabaseAdministration.create(connection, name);
        }
        return server.withDatabase(name);
    }

    private void delete(ClusterFactory factory) {
        try {
            postmaster.stopImmediately();
            FileTrees.delete(factory.storage().testing().getParent());
            FileTrees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
