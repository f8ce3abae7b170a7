package dev.jprisma.gateway.prisma;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** The one real server of these tests: started by the first of them, gone with the JVM. */
final class TestPostgres {
    private static final InstanceName NAME = new InstanceName("tests");

    private static TestPostgres shared;

    private final Path directory;
    private final ClusterFactory factory;
    private final Path dataDirectory;
    private final int port = FreePort.choose();
    private Postmaster postmaster;

    private TestPostgres() throws IOException {
        directory = Files.createTempDirectory("jprisma-gateway");
        factory = ClusterFactory.prepare(
                Storage.of(JprismaHome.at(JprismaHome.createPrivateDirectories(directory.resolve("home")))),
                progress -> {});
        dataDirectory = factory.storage().shadowDirectory(NAME);
        factory.create(dataDirectory);
    }

    static synchronized TestPostgres get() {
        if (shared == null) {
            try {
                shared = new TestPostgres();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            shared.start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::delete));
        }
        return shared;
    }

    ServerAddress address() {
        return PostgresAddress.of(port);
    }

    void start() {
        postmaster = Postmaster.start(
                factory.installation(),
                new PostmasterOptions(dataDirectory, port, directory.resolve("postgres.log"), false));
    }

    /** As a crash would: every session ends without a word of ours. */
    void kill() {
        postmaster.stopImmediately();
    }

    /** An empty schema with the tables of the recorded exchanges. */
    void reset() {
        try (var in = TestPostgres.class.getResourceAsStream("schema.sql")) {
            String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            script("drop schema public cascade; create schema public; " + schema);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void script(String sql) {
        try (PostgresConnection connection = PostgresConnection.open(address(), Duration.ofSeconds(10))) {
            connection.query(sql, ResultReceiver.NONE);
        }
    }

    /** The first value of the first row. */
    String value(String sql) {
        String[] value = new String[1];
        try (PostgresConnection connection = PostgresConnection.open(address(), Duration.ofSeconds(10))) {
            connection.query(sql, new ResultReceiver() {
                @Override
                public void row(Row row) {
                    value[0] = row.text(0);
                }
            });
        }
        return value[0];
    }

    private void delete() {
        postmaster.stopImmediately();
        try {
            factory.storage().discardInstance(NAME);
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            System.err.println("Left behind: " + directory + ": " + e);
        }
    }
}
