package dev.jprisma.postgres.wire;

import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.TestClusters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** The one real server of this package's tests: started by the first of them, stopped with the JVM. */
final class TestServer {
    private static TestServer shared;

    private final PostmasterOptions options = TestClusters.newServer();
    private Postmaster postmaster;

    private TestServer() throws IOException {
        Files.writeString(options.dataDirectory().resolve("pg_hba.conf"), """
                host all clear all password
                host all hashed all md5
                host all trusted all trust
                host all by_tcp_only all trust
                host all all all scram-sha-256
                local all postgres scram-sha-256
                """);
    }

    static synchronized TestServer get() {
        if (shared == null) {
            try {
                shared = new TestServer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shared.start();
            TestClusters.beforeDeletion(shared::stop);
        }
        return shared;
    }

    static ServerAddress address() {
        return get().address("postgres", TestClusters.PASSWORD, "postgres");
    }

    static PostgresConnection connect() {
        return PostgresConnection.open(address(), Duration.ofSeconds(10));
    }

    /** By its Unix domain socket. */
    static ServerAddress addressOfSocket() {
        PostmasterOptions options = get().options;
        return PostgresAddress.of(options.dataDirectory(), options.port(), TestClusters.PASSWORD);
    }

    ServerAddress address(String user, String password, String database) {
        return new ServerAddress(
                "localhost", options.port(), user, password, database, Map.of("application_name", "tests"));
    }

    void start() {
        postmaster = Postmaster.start(TestClusters.factory().installation(), options);
    }

    void stop() {
        postmaster.stop();
    }
}
