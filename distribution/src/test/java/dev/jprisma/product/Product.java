package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * jprisma with a home of its own: of the test if the field is an instance's, of the class if it is static. At the end
 * everything is stopped, and nothing of it may be left running.
 */
final class Product implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final String homeName;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Command> started = new ArrayList<>();
    private boolean ofClass;
    private Path folder;

    Product() {
        this("home");
    }

    /** @param homeName may hold slashes */
    Product(String homeName) {
        this.homeName = homeName;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        ofClass = true;
        open();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!ofClass) {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        started.forEach(Command::close);
        started.clear();
        if (!ofClass) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (ofClass) {
            close();
        }
    }

    private void open() throws IOException {
        folder = Files.createTempDirectory("jprisma-test-").toRealPath();
        environment.putAll(Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", folder.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "JPRISMA_HOME", home().toString(),
                "TERM", "xterm"));
        PreparedHome.copyTo(home());
    }

    private void close() throws IOException {
        Result stopped = run("daemon", "stop", "--all");
        List<String> left = awaitProcessesOfThisHome();
        ProcessHandle.allProcesses()
                .filter(process -> left.contains(describe(process)))
                .forEach(ProcessHandle::destroyForcibly);
        PreparedHome.delete(home());
        Command.run(LIMIT, Map.of(), List.of("rm", "-rf", folder.toString())).expectSuccess();
        assertThat(left).as("processes left running after %s", stopped).isEmpty();
    }

    /** Sets a variable of the environment of what is run from now on; null removes it. */
    Product set(String variable, String value) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    Path home() {
        return folder.resolve(homeName);
    }

    /** A folder of the test's, beside the home. */
    Path folder() {
        return folder;
    }

    Result run(String... arguments) {
        return Command.run(LIMIT, environment, commandLine(arguments));
    }

    /** Runs in the background; ended with the test. */
    Command start(String... arguments) {
        Command command = Command.start(environment, commandLine(arguments));
        started.add(command);
        return command;
    }

    private static List<String> commandLine(String... arguments) {
        List<String> line = new ArrayList<>(List.of(Installation.script().toString()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Runs a line of sh, in which {@code jprisma} is ours. */
    Result shell(String line) {
        String function = "jprisma() { '" + Installation.script() + "' \"$@\"; }\n";
        return Command.run(LIMIT, environment, List.of("sh", "-c", function + line));
    }

    /** What {@code psql} answers, values alone. */
    String sql(String instance, String sql) {
        return psql(run("dev", "url", instance).expectSuccess().line(), sql);
    }

    String psql(String url, String sql) {
        return Command.run(
                        LIMIT,
                        environment,
                        List.of("psql", url, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql))
                .expectSuccess()
                .line();
    }

    /** The object that {@code ls --json} has for an instance. */
    JsonNode listed(String instance) {
        for (JsonNode object : JsonMapper.shared()
                .readTree(run("dev", "ls", "--json").expectSuccess().out())) {
            if (object.path("name").asString().equals(instance)) {
                return object;
            }
        }
        return JsonMapper.shared().readTree("{}");
    }

    String status(String instance) {
        return listed(instance).path("status").asString("not listed");
    }

    void awaitStatus(String instance, String status) {
        Awaitility.await("status of " + instance)
                .atMost(LIMIT)
                .until(() -> record(instance) != null && status(instance).equals(status));
    }

    InstanceRecord record(String instance) {
        return new Registry(JprismaHome.at(home()))
                .find(new InstanceName(instance))
                .flatMap(RegistryEntry::readable)
                .orElse(null);
    }

    ProcessIdentity daemon() {
        return DaemonRecord.readAlive(JprismaHome.at(home())).orElseThrow().process();
    }

    void awaitDaemonOtherThan(ProcessIdentity former) {
        Awaitility.await("another daemon")
                .atMost(LIMIT)
                .until(() -> DaemonRecord.readAlive(JprismaHome.at(home()))
                        .filter(daemon -> !daemon.process().equals(former))
                        .isPresent());
    }

    /** A file of the home as text. */
    String log(String name) {
        try {
            return Files.readString(home().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}, and waits until it is gone. */
    void kill(ProcessIdentity process) {
        process.handle().ifPresent(ProcessHandle::destroyForcibly);
        Awaitility.await("end of " + process).atMost(LIMIT).until(() -> !process.isAlive());
    }

    /** Those that stay. What a killed daemon had begun, such as an initdb, may take a moment to end. */
    private List<String> awaitProcessesOfThisHome() {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> processesOfThisHome().isEmpty());
        } catch (ConditionTimeoutException stillThere) {
            return processesOfThisHome();
        }
        return List.of();
    }

    private List<String> processesOfThisHome() {
        String files = PreparedHome.filesOf(home()).toString();
        return ProcessHandle.allProcesses()
                .map(Product::describe)
                .filter(line -> line.contains(folder.toString()) || line.contains(files))
                .toList();
    }

    private static String describe(ProcessHandle process) {
        return process.pid() + " " + process.info().commandLine().orElse("");
    }
}
