package dev.jprisma.testing;

import dev.jprisma.client.DaemonClient;
import dev.jprisma.client.DaemonConnector;
import dev.jprisma.client.DaemonListener;
import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Registry;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.util.OptionalInt;

/**
 * An instance of the home. The daemon runs it, and stops it when this connection ends: at {@link #close}, or because
 * this process was killed.
 */
final class PersistentJprismaServer implements JprismaServer {
    private final DaemonClient daemon;
    private final InstanceRecord instance;
    private final ConnectionUrls urls;

    private PersistentJprismaServer(DaemonClient daemon, InstanceRecord instance) {
        this.daemon = daemon;
        this.instance = instance;
        this.urls = ConnectionUrls.of(instance);
    }

    /** A daemon that is started for it goes on when this process ends, as others may use it by then. */
    static PersistentJprismaServer start(JprismaHome home, InstanceName name, ServerOptions options) {
        DaemonClient daemon = new DaemonConnector(home, message -> {}).connect(new DaemonListener() {});
        try {
            start(home, daemon, name, options);
            return new PersistentJprismaServer(
                    daemon,
                    new Registry(home).find(name).orElseThrow().readable().orElseThrow());
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    private static void start(JprismaHome home, DaemonClient daemon, InstanceName name, ServerOptions options) {
        StartInstance request = new StartInstance(
                        name,
                        true,
                        boxed(options.httpPort()),
                        boxed(options.databasePort()),
                        boxed(options.shadowDatabasePort()),
                        ProcessHandle.current().pid(),
                        false,
                        true)
                .setting(options.settings())
                .on(boxed(options.postgresVersion()), null);
        try {
            if (daemon.request(Methods.INSTANCE_START, request, StartedInstance.class)
                    .alreadyRunning()) {
                throw new ServerAlreadyRunningException(name.value());
            }
        } catch (JprismaException e) {
            throw failure(home, name, options, e);
        }
    }

    /** The records say null for what was not named. */
    private static Integer boxed(OptionalInt port) {
        return port.isPresent() ? port.getAsInt() : null;
    }

    private static JprismaException failure(
            JprismaHome home, InstanceName name, ServerOptions options, JprismaException failure) {
        if (failure.kind() == ErrorKind.ALREADY_RUNNING) {
            return new ServerAlreadyRunningException(name.value());
        }
        if (failure.kind() == ErrorKind.PORT_TAKEN) {
            NamedPorts.requireFree(home, options);
        }
        return failure;
    }

    @Override
    public String databaseUrl() {
        return urls.tcp();
    }

    @Override
    public String jdbcUrl() {
        return ConnectionUrls.jdbc(instance);
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
        daemon.close();
    }

    /** Its URL. */
    @Override
    public String toString() {
        return databaseUrl();
    }
}
