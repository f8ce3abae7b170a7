package dev.jprisma.gateway;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/** The one real PostgreSQL of this module's tests: started by the first of them, stopped with the JVM. */
public final class TestServer {

    private static TestServer shared;

    private final Path folder;
    private final ClusterFactory factory;
    private final PostmasterOptions options;
    private Postmaster postmaster;

    private TestServer() throws IOException {
        folder = Files.createTempDirectory("jprisma-gateway");
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        factory = ClusterFactory.prepare(Storage.of(home), message -> {});
        Path data = folder.resolve("home/test/data");
        factory.create(data);
        options = new PostmasterOptions(data, freePort(), folder.resolve("postgres.log"), false);
    }

    /** The server, running. */
    public static synchronized TestServer get() {
        if (shared == null) {
            try {
                shared = new TestServer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shared.start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::delete));
        }
        return shared;
    }

    public ServerAddress address() {
        return new ServerAddress("127.0.0.1", options.port(), "postgres", "postgres", "postgres");
    }

    public PostgresConnection connect() {
        return PostgresConnection.open(address(), Duration.ofSeconds(10));
    }

    public void start() {
        postmaster = Postmaster.start(factory.installation(), options);
    }

    public void stop() {
        postmaster.stop();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete() {
        stop();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
