package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.SettingsRules;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ConsoleRecord;
import dev.jprisma.state.ControlToken;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.Registry;
import dev.jprisma.state.SnapshotRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the instances of a daemon share. Safe for threads. */
final class InstanceContext {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceContext.class);

    private final JprismaHome home;
    private final Registry registry;
    private final DaemonSettings settings;
    private final PostgresBootstrap bootstrap;
    private final Snapshots snapshots;
    private final GatewayStart gateway;
    private final ExecutorService threads;
    private final ScheduledExecutorService scheduler;
    private final Object portAllocation = new Object();

    InstanceContext(
            JprismaHome home,
            DaemonSettings settings,
            PostgresBootstrap bootstrap,
            GatewayStart gateway,
            ExecutorService threads,
            ScheduledExecutorService scheduler) {
        this.home = home;
        this.registry = new Registry(home);
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.snapshots = new Snapshots(home, bootstrap::storage, settings.snapshotBytes());
        this.gateway = gateway;
        this.threads = threads;
        this.scheduler = scheduler;
    }

    JprismaHome home() {
        return home;
    }

    Registry registry() {
        return registry;
    }

    GatewayStart gateway() {
        return gateway;
    }

    PostgresBootstrap bootstrap() {
        return bootstrap;
    }

    DaemonSettings settings() {
        return settings;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    ExecutorService threads() {
        return threads;
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /**
     * Chooses the ports of an instance and records it as starting, in one step, so that no other can choose the same.
     */
    InstanceRecord reserve(InstanceRecord instance, RequestedPorts requested, ProcessIdentity owner) {
        synchronized (portAllocation) {
            List<InstanceRecord> others = registry.list().stream()
                    .flatMap(entry -> entry.readable().stream())
                    .filter(other -> !other.name().equals(instance.name()))
                    .toList();
            PortAllocator ports = new PortAllocator(instance, others, () -> removed(instance.name()), consolePort());
            InstanceRecord reserved = instance.starting(ports.allocate(requested), owner);
            registry.save(reserved);
            return reserved;
        }
    }

    /** What other instances were that are no more, as long as they can be brought back. */
    private List<InstanceRecord> removed(InstanceName instance) {
        return snapshots.registry().instances().stream()
                .filter(name -> !name.equals(instance) && registry.find(name).isEmpty())
                .flatMap(name -> snapshots.registry().lastAutomatic(name).stream())
                .map(SnapshotRecord::instance)
                .toList();
    }

    /** The home's own port, or 0 if it never had one. */
    private int consolePort() {
        return ConsoleRecord.read(home).map(ConsoleRecord::port).orElse(0);
    }

    /**
     * Chooses the home's own port, if it has none, and records it as open, as {@link #reserve} does for instances.
     *
     * @param movable whether another one is chosen if it is taken
     * @param forPrograms whether it is, from now on, open for them
     * @throws JprismaException ({@link ErrorKind#PORT_TAKEN}) naming who has it
     */
    ConsoleRecord reserveConsole(boolean movable, boolean forPrograms) {
        synchronized (portAllocation) {
            Optional<ConsoleRecord> before = ConsoleRecord.read(home);
            int port = new ConsolePort(registry.list()).kept(before.map(ConsoleRecord::port), movable);
            String opening = before.filter(ConsoleRecord::open)
                    .map(ConsoleRecord::opening)
                    .orElseGet(ControlToken::random);
            boolean wasForPrograms = before.filter(ConsoleRecord::open)
                    .filter(ConsoleRecord::forPrograms)
                    .isPresent();
            ConsoleRecord reserved = new ConsoleRecord(port, true, opening, forPrograms || wasForPrograms);
            reserved.write(home);
            return reserved;
        }
    }

    /** Its shadow database, beside its data. */
    ShadowDatabase shadowOf(InstanceRecord instance) {
        return new ShadowDatabase(
                instance.name().value(),
                bootstrap.storage(),
                () -> bootstrap.await(instance.postgres()),
                bootstrap.storage().shadowDirectory(instance.name(), instance.dataDirectory(home)),
                instance.password().text(),
                () -> SettingsRules.forThrowAway(
                        AlteredSettings.of(instance.dataDirectory(home)), Credentials.SHADOW_DATABASE),
                settings.shadowIdleLimit(),
                scheduler,
                threads);
    }

    /** Makes a spare cluster for the next new instance, in the background. */
    void prepareSpare(ClusterFactory clusters) {
        threads.execute(() -> {
            try {
                clusters.prepareSpare();
            } catch (IOException | RuntimeException e) {
                LOG.warn("No spare cluster can be made; the next new instance takes a little longer", e);
            }
        });
    }

    /** Frees space on the disk: the spares are but a shorter wait, and what was kept by itself goes by itself. */
    void makeRoom() {
        try {
            bootstrap.storage().deleteSpares();
            snapshots.makeRoom();
        } catch (IOException | JprismaException e) {
            LOG.warn("No space can be freed", e);
        }
    }
}
