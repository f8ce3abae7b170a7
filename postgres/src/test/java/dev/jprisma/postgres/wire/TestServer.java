package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The one real server of this module's tests: started by the first of them, stopped with the JVM. */
final class TestServer {

    private static TestServer shared;

    private final Path directory;
    private final int port = freePort();
    private Process postmaster;

    private TestServer() throws Exception {
        directory = Files.createTempDirectory("jprisma-wire");
        String archive = "postgres-linux-x86_64.txz";
        try (var in = TestServer.class.getResourceAsStream("/" + archive)) {
            Files.copy(in, directory.resolve(archive));
        }
        run("tar", "-xJf", archive);
        Files.writeString(directory.resolve("password"), "postgres");
        run(unprivileged(
                "bin/initdb", "-D", "data", "-U", "postgres", "--pwfile=password", "-A", "scram-sha-256", "-N"));
        Files.writeString(directory.resolve("data/pg_hba.conf"), """
                host all clear all password
                host all hashed all md5
                host all trusted all trust
                host all all all scram-sha-256
                """);
    }

    static synchronized TestServer get() {
        if (shared == null) {
            try {
                shared = new TestServer();
                Runtime.getRuntime().addShutdownHook(new Thread(shared::delete));
                shared.start();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    static ServerAddress address() {
        return get().address("postgres", "postgres", "postgres");
    }

    static PostgresConnection connect() {
        return PostgresConnection.open(address(), Duration.ofSeconds(10));
    }

    ServerAddress address(String user, String password, String database) {
        return new ServerAddress("localhost", port, user, password, database, Map.of("application_name", "tests"));
    }

    void start() throws IOException {
        postmaster = process(unprivileged("bin/postgres", "-D", "data", "-p", Integer.toString(port), "-F", "-k", ""))
                .start();
        Awaitility.await().ignoreExceptions().until(() -> {
            PostgresConnection.open(address("postgres", "postgres", "postgres"), Duration.ofSeconds(5))
                    .close();
            return true;
        });
    }

    void stop() {
        try {
            // INT: fast shutdown
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid()))
                    .start()
                    .waitFor();
            postmaster.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() {
        stop();
        try {
            run("rm", "-rf", directory.toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String... command) throws Exception {
        run(List.of(command));
    }

    private void run(List<String> command) throws Exception {
        if (process(command).start().waitFor() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(directory.resolve("log")));
        }
    }

    private ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()));
    }

    private static List<String> unprivileged(String... command) {
        List<String> words = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("unshare", "--user"));
        }
        words.addAll(List.of(command));
        return words;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
