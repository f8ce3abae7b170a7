package dev.jprisma.testing;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Registry;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.DaemonLauncher;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An instance of the home. The daemon runs it, and stops it when this connection ends: at {@link #close}, or because
 * this process was killed.
 */
final class PersistentJprismaServer implements JprismaServer {
    private static final String DAEMON = "dev.jprisma.daemon.JprismaDaemon";

    private final ControlConnection daemon;
    private final InstanceRecord instance;
    private final ConnectionUrls urls;

    private PersistentJprismaServer(ControlConnection daemon, InstanceRecord instance) {
        this.daemon = daemon;
        this.instance = instance;
        this.urls = ConnectionUrls.of(instance);
    }

    static PersistentJprismaServer start(JprismaHome home, InstanceName name, ServerOptions options) {
        ControlConnection daemon = ControlConnection.toDaemonOf(home).orElseGet(() -> startDaemon(home));
        try {
            try {
                start(home, daemon, name, options);
                return new PersistentJprismaServer(
                        daemon,
                        new Registry(home).find(name).orElseThrow().readable().orElseThrow());
            } catch (IOException | RuntimeException e) {
                daemon.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.DAEMON_UNAVAILABLE, "The daemon cannot be reached (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** It goes on when this process ends, as others may use it by then, and ends by itself when nobody does. */
    private static ControlConnection startDaemon(JprismaHome home) {
        if (!isOnClassPath(DAEMON)) {
            throw new JprismaException(
                    ErrorKind.DAEMON_UNAVAILABLE,
                    "The daemon of " + home
                            + ", which runs named instances, is not running: add dev.jprisma:jprisma-daemon"
                            + " to the test's class path, which starts it, or run any jprisma dev command");
        }
        home.create();
        return new DaemonLauncher(home, PersistentJprismaServer::daemonCommand, message -> {}).launch();
    }

    private static boolean isOnClassPath(String type) {
        try {
            Class.forName(type, false, PersistentJprismaServer.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static List<String> daemonCommand(JprismaHome home) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DAEMON,
                home.root().toString());
    }

    private static void start(JprismaHome home, ControlConnection daemon, InstanceName name, ServerOptions options)
            throws IOException {
        StartInstance request = new StartInstance(
                name,
                true,
                boxed(options.httpPort()),
                boxed(options.databasePort()),
                boxed(options.shadowDatabasePort()),
                ProcessHandle.current().pid(),
                false,
                true);
        daemon.send(ControlMessage.request(1, Methods.INSTANCE_START, request));
        ControlMessage answer = answer(daemon);
        if (answer.error() != null) {
            throw failure(home, name, options, answer.error());
        }
        if (answer.result().to(StartedInstance.class).alreadyRunning()) {
            throw new ServerAlreadyRunningException(name.value());
        }
    }

    /** The records say null for a port that was not named. */
    private static Integer boxed(OptionalInt port) {
        return port.isPresent() ? port.getAsInt() : null;
    }

    /** What comes before it is progress. */
    private static ControlMessage answer(ControlConnection daemon) throws IOException {
        while (true) {
            Optional<ControlMessage> message = daemon.receive();
            if (message.isEmpty()) {
                throw new IOException("it closed the connection");
            }
            if (message.get().id() != null) {
                return message.get();
            }
        }
    }

    private static JprismaException failure(
            JprismaHome home, InstanceName name, ServerOptions options, ControlMessage.Failure failure) {
        ErrorKind kind = ErrorKind.ofCode(failure.code());
        if (kind == ErrorKind.ALREADY_RUNNING) {
            return new ServerAlreadyRunningException(name.value());
        }
        if (kind == ErrorKind.PORT_TAKEN) {
            NamedPorts.requireFree(home, options);
        }
        return new JprismaException(kind, failure.message());
    }

    @Override
    public String databaseUrl() {
        return urls.tcp();
    }

    @Override
    public String jdbcUrl() {
        return ConnectionUrls.jdbc(instance.ports().database());
    }

    @Override
    public String shadowDatabaseUrl() {
        return urls.shadow();
    }

    @Override
    public String httpUrl() {
        return urls.httpBase();
    }

    @Override
    public String prismaPostgresUrl() {
        return urls.http();
    }

    @Override
    public void close() {
        try {
            daemon.close();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.DAEMON_UNAVAILABLE, "Cannot leave the daemon (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** Its URL. */
    @Override
    public String toString() {
        return databaseUrl();
    }
}
