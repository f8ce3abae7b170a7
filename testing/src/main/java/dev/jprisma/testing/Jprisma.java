package dev.jprisma.testing;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Liveness;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import java.util.Optional;

/** The door to PostgreSQL for tests and for programs that bring their own. Safe for threads. */
public final class Jprisma {
    private Jprisma() {}

    /**
     * Databases that start as these migrations made them. Their server starts at the first call and is the same for all
     * calls of this JVM with the same content. The first call in a home takes seconds, the first of a run a fraction of
     * one, the others nothing.
     *
     * @param migrations run once for their content and home
     * @return where to take databases from, until the JVM or the launcher's session ends
     * @throws dev.jprisma.state.JprismaException if PostgreSQL cannot run here, or the migrations fail
     */
    public static TestDatabases databases(MigrationSource migrations) {
        return TestRun.current().databases(migrations);
    }

    /**
     * Starts a server of this program's own, as {@link #start(ServerOptions)} does with
     * {@link ServerOptions#ephemeral}.
     *
     * @return serves, until it is closed or the JVM ends
     * @throws dev.jprisma.state.JprismaException if PostgreSQL cannot run here
     */
    public static JprismaServer start() {
        return start(ServerOptions.ephemeral());
    }

    /**
     * Starts a server and returns when it serves.
     *
     * @param options what kind, and its ports
     * @return serves, until it is closed or the JVM ends
     * @throws PortNotAvailableException if a port that was named is in use
     * @throws PortBelongsToAnotherServerException if it is in use by another instance of this home
     * @throws ServerAlreadyRunningException if the instance that was named runs already
     * @throws dev.jprisma.state.JprismaException if PostgreSQL cannot run here, or the daemon that a named instance
     *     needs is neither running nor on the class path
     */
    public static JprismaServer start(ServerOptions options) {
        JprismaHome home = TestingSettings.fromSystemProperties().home();
        return options.name()
                .<JprismaServer>map(name -> PersistentJprismaServer.start(home, name, options))
                .orElseGet(() -> TestRun.current().startServer(options));
    }

    /**
     * Where an instance of this home is, whoever started it.
     *
     * @param name of the instance
     * @return its URLs; empty if it does not run or there is none of that name
     * @throws dev.jprisma.state.JprismaException if that is no name
     */
    public static Optional<ConnectionUrls> connection(String name) {
        JprismaHome home = TestingSettings.fromSystemProperties().home();
        return new Registry(home)
                .find(new InstanceName(name))
                .flatMap(RegistryEntry::readable)
                .filter(instance -> Liveness.isPostmasterOf(instance.dataDirectory(home), instance.postmaster()))
                .map(ConnectionUrls::of);
    }

    /**
     * Ends what {@link #databases} and {@link #start()} started in this JVM, as its end would. Databases in use are
     * gone then.
     */
    public static void close() {
        TestRun.end();
    }
}
