package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A folder with a home that is not there yet and a PATH that has every program of ours but Java's and Maven's. At the
 * end nothing of it may run any more.
 */
final class EmptyMachine implements BeforeEachCallback, AfterEachCallback {
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");

    private final Map<String, String> environment = new TreeMap<>();
    private Path folder;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        // Passable, since under root the servers are another user's, who runs programs of the PATH.
        folder = Files.createTempDirectory("jprisma-test-", PosixFilePermissions.asFileAttribute(PASSABLE))
                .toRealPath();
        environment.putAll(Map.of(
                "PATH", programs().toString(),
                "HOME", folder.toString(),
                "JPRISMA_HOME", home().toString(),
                "npm_config_offline", "true",
                "npm_config_update_notifier", "false"));
        assertThat(run("sh", "-c", "command -v java javac mvn").out()).isEmpty();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        String files = PreparedHome.filesOf(home()).toString();
        Stream<ProcessHandle> left = ProcessHandle.allProcesses().filter(process -> {
            String line = process.info().commandLine().orElse("");
            return line.contains(folder.toString()) || line.contains(files);
        });
        List<String> lines = left.map(process -> {
                    String line = process.info().commandLine().orElse("");
                    process.destroyForcibly();
                    return line;
                })
                .toList();
        PreparedHome.delete(home());
        Command.run(Product.LIMIT, Map.of(), List.of("rm", "-rf", folder.toString()))
                .expectSuccess();
        assertThat(lines).as("processes left running").isEmpty();
    }

    private Path programs() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String part : System.getenv("PATH").split(":")) {
            if (Files.isDirectory(Path.of(part))) {
                try (Stream<Path> programs = Files.list(Path.of(part))) {
                    for (Path program : programs.filter(EmptyMachine::isWanted).toList()) {
                        Path link = bin.resolve(program.getFileName());
                        if (!Files.exists(link)) {
                            Files.createSymbolicLink(link, program);
                        }
                    }
                }
            }
        }
        return bin;
    }

    private static boolean isWanted(Path program) {
        try {
            Path folder = program.toRealPath().getParent();
            boolean ofJdk = Files.exists(folder.resolveSibling("release"));
            return !ofJdk && !program.getFileName().toString().startsWith("mvn");
        } catch (IOException danglingLink) {
            return false;
        }
    }

    Map<String, String> environment() {
        return environment;
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return folder.resolve("home");
    }

    Result run(String... command) {
        return Command.run(Product.LIMIT.multipliedBy(3), environment, List.of(command));
    }

    /** Runs a line of sh in a folder. */
    Result shell(Path in, String line) {
        return run("sh", "-c", "cd '" + in + "' && " + line);
    }

    /** Whether a line of sh that runs a command takes every class of it from a class-data archive. */
    void assertStartsFast(String line) throws IOException {
        Path log = folder.resolve("classes.log");
        run("sh", "-c", "export _JAVA_OPTIONS='-Xlog:class+load:file=" + log + "'; " + line)
                .expectSuccess();
        try (Stream<String> lines = Files.lines(log)) {
            assertThat(lines)
                    .anyMatch(loaded -> loaded.contains("dev.jprisma.cli.ListCommand source: shared objects file"))
                    .noneMatch(loaded -> loaded.contains("source: file:"));
        }
    }

    void awaitNoProcessWith(String word) {
        Awaitility.await("end of all with " + word)
                .atMost(Product.LIMIT)
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").contains(word)));
    }

    /** Writes a row, and gives what is read of it. */
    static String rowThrough(String jdbcUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("create table notes (text text)");
            statement.execute("insert into notes values ('written')");
            try (ResultSet rows = statement.executeQuery("select text from notes")) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
