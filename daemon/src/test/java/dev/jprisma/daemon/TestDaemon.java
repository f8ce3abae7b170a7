package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.Registry;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.DaemonStatus;
import dev.jprisma.state.control.DaemonStopped;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.StopDaemon;
import dev.jprisma.state.control.StopInstance;
import dev.jprisma.state.control.StoppedInstance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real daemon in a process and a home of its own, and the requests a command makes of it. */
final class TestDaemon {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JprismaHome home;
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    TestDaemon(Path folder) {
        this.home = JprismaHome.at(folder);
        home.create();
    }

    TestDaemon with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    JprismaHome home() {
        return home;
    }

    Process process() {
        return process;
    }

    TestDaemon start() throws IOException {
        launch();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> DaemonRecord.read(home)
                        .filter(daemon -> daemon.process().pid() == process.pid())
                        .isPresent());
        return this;
    }

    /** Starts the process, whatever becomes of it. */
    void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JprismaDaemon.class.getName(),
                        home.root().toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.daemonLog().toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts an instance on free ports of its own. */
    InstanceView create(String name) throws IOException {
        return call(Methods.INSTANCE_START, request(name, false), StartedInstance.class)
                .instance();
    }

    static StartInstance request(String name, boolean foreground) {
        return new StartInstance(
                new InstanceName(name),
                true,
                FreePort.choose(),
                FreePort.choose(),
                FreePort.choose(),
                ProcessIdentity.current().pid(),
                false,
                foreground);
    }

    StartedInstance startAgain(String name) throws IOException {
        StartInstance request = new StartInstance(
                new InstanceName(name),
                false,
                null,
                null,
                null,
                ProcessIdentity.current().pid(),
                false,
                false);
        return call(Methods.INSTANCE_START, request, StartedInstance.class);
    }

    boolean stop(String name) throws IOException {
        return call(Methods.INSTANCE_STOP, new StopInstance(new InstanceName(name)), StoppedInstance.class)
                .wasRunning();
    }

    DaemonStatus status() throws IOException {
        return call(Methods.DAEMON_STATUS, new Nothing(), DaemonStatus.class);
    }

    InstanceView view(String name) {
        boolean alive = DaemonRecord.readAlive(home).isPresent();
        return InstanceView.of(new Registry(home).find(new InstanceName(name)).orElseThrow(), home, alive);
    }

    InstanceRecord record(String name) {
        return new Registry(home).find(new InstanceName(name)).orElseThrow().required();
    }

    <T extends Record> T call(String method, Record params, Class<T> answer) throws IOException {
        try (ControlConnection connection = connect()) {
            return call(connection, method, params, answer);
        }
    }

    ControlConnection connect() throws IOException {
        return ControlConnection.open(DaemonRecord.read(home).orElseThrow().socketPath(home), PATIENCE)
                .orElseThrow();
    }

    <T extends Record> T call(ControlConnection connection, String method, Record params, Class<T> answer)
            throws IOException {
        connection.send(ControlMessage.request(1, HomeIdentity.of(home), method, params));
        while (true) {
            ControlMessage message = connection.receive().orElseThrow();
            if (message.error() != null) {
                throw new JprismaException(
                        ErrorKind.ofCode(message.error().code()),
                        message.error().message());
            }
            if (message.result() != null) {
                return message.result().to(answer);
            }
        }
    }

    /** What a statement answers, as text. */
    static String query(InstanceView instance, String sql) throws SQLException {
        return query(session(instance), sql);
    }

    /** The same of an instance's shadow database. */
    static String queryShadow(InstanceView instance, String sql) throws SQLException {
        return query(shadowSession(instance), sql);
    }

    private static String query(Connection session, String sql) throws SQLException {
        try (Connection connection = session;
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    static Connection session(InstanceView instance) throws SQLException {
        return session(instance.exports().database().connectionString());
    }

    static Connection shadowSession(InstanceView instance) throws SQLException {
        return session(instance.exports().shadowDatabase().connectionString());
    }

    private static Connection session(String url) throws SQLException {
        return session(url, URI.create(url).getPath().substring(1));
    }

    /** @param url as the product prints it, of another database */
    static Connection session(String url, String database) throws SQLException {
        URI parts = URI.create(url);
        String[] login = parts.getUserInfo().split(":");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + parts.getHost() + ":" + parts.getPort() + "/" + database + "?sslmode=disable",
                login[0],
                login[1]);
    }

    /**
     * Under root they are not in the home, which its test deletes. A program that made a cluster for later may have
     * outlived its daemon by a moment, and writes there still.
     */
    static void deleteServerFilesOf(Path home) {
        Path files = ServerFiles.of(JprismaHome.at(home)).root();
        if (!files.equals(home)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        FileTrees.delete(files);
                        return true;
                    });
        }
    }

    /** Stops everything and sees that it is gone. */
    void stopEverything() throws IOException, InterruptedException {
        if (DaemonRecord.read(home).isEmpty() || !process.isAlive()) {
            process.waitFor();
            start();
        }
        call(Methods.DAEMON_STOP, new StopDaemon(true), DaemonStopped.class);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
