package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real PgBouncer in front of a server, that gives each transaction one of a few connections. */
final class PgBouncer {
    private static final Path FOUND = Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
            .map(folder -> Path.of(folder, "pgbouncer"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);

    private final ServerAddress server;
    private final int port = FreePort.choose();
    private final Path folder;
    private final Process process;

    private PgBouncer(ServerAddress server, int connections) throws IOException {
        this.server = server;
        // Its user may not be ours: it refuses to run as root.
        this.folder = Files.createTempDirectory("jprisma-pgbouncer");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path users = Files.writeString(
                folder.resolve("users.txt"), "\"" + server.user() + "\" \"" + server.password() + "\"\n");
        Path settings = Files.writeString(
                folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = %d
                """.formatted(server.port(), port, users, connections));
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        }
        command.addAll(List.of(FOUND.toString(), settings.toString()));
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** Without it there is no proof, which is an error where it counts and loud elsewhere. */
    static PgBouncer inFrontOf(ServerAddress server, int connections) throws IOException {
        if (FOUND == null) {
            String message = "NOT TESTED: a real PgBouncer. It is not installed: apt-get install pgbouncer";
            System.err.println(message);
            assertThat(System.getenv("CI")).as(message).isNotEqualTo("true");
            Assumptions.abort(message);
        }
        PgBouncer started = new PgBouncer(server, connections);
        await().until(started::serves);
        return started;
    }

    private boolean serves() {
        assertThat(process.isAlive()).as("PgBouncer: %s", folder).isTrue();
        try (PostgresConnection connection = PostgresConnection.open(address(), Duration.ofSeconds(5))) {
            return connection.isOpen();
        } catch (PostgresException e) {
            return false;
        }
    }

    /** Through it, and known to lead through a pooler. */
    ServerAddress address() {
        ServerAddress through =
                new ServerAddress("127.0.0.1", port, server.user(), server.password(), server.database());
        return through.withOptions(through.options().withPooler(true));
    }

    void stop() throws IOException, InterruptedException {
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
