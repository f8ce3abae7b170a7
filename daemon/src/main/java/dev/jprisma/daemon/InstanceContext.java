package dev.jprisma.daemon;

import dev.jprisma.gateway.GatewayEndpoint;
import dev.jprisma.gateway.GatewayTarget;
import dev.jprisma.gateway.HttpGateway;
import dev.jprisma.gateway.LoopbackListener;
import dev.jprisma.gateway.PortInUseException;
import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.Registry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
    private final Preparation preparation;
    private final CompletableFuture<HttpGateway> gateway;
    private final ExecutorService threads;
    private final ScheduledExecutorService scheduler;
    private final Object portAllocation = new Object();

    InstanceContext(
            JprismaHome home,
            DaemonSettings settings,
            Preparation preparation,
            CompletableFuture<HttpGateway> gateway,
            ExecutorService threads,
            ScheduledExecutorService scheduler) {
        this.home = home;
        this.registry = new Registry(home);
        this.settings = settings;
        this.preparation = preparation;
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

    Preparation preparation() {
        return preparation;
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
            InstanceRecord reserved = instance.starting(new PortAllocator(instance, others).allocate(requested), owner);
            registry.save(reserved);
            return reserved;
        }
    }

    /** Its shadow database, beside its data. */
    ShadowDatabase shadowOf(InstanceRecord instance, ClusterFactory clusters) {
        return new ShadowDatabase(
                instance.name().value(),
                clusters,
                instance.dataDirectory(home).resolveSibling("shadow"),
                settings.shadowIdleLimit(),
                scheduler);
    }

    /** Opens the HTTP port and the shadow port of an instance. */
    Doors openDoors(InstanceRecord instance, ClusterFactory clusters) {
        ShadowDatabase shadow = shadowOf(instance, clusters);
        shadow.removeLeftOver();
        ShadowPort shadowPort = new ShadowPort(
                instance.name().value(), instance.ports().shadow().number(), shadow, threads);
        try {
            return new Doors(openGateway(instance), shadow, shadowPort);
        } catch (RuntimeException e) {
            shadowPort.close();
            throw e;
        }
    }

    /** The port is bound at return; who connects before the gateway has started waits for that. */
    private CompletableFuture<GatewayEndpoint> openGateway(InstanceRecord instance) {
        GatewayTarget target = new GatewayTarget(
                instance.name().value(),
                PostgresAddress.of(instance.ports().database().number()),
                ConnectionUrls.of(instance).apiKey(),
                Set.copyOf(instance.allowedOrigins()));
        LoopbackListener listener = bind(instance);
        return gateway.thenApply(started -> started.open(target, listener)).whenComplete((opened, failure) -> {
            if (failure != null) {
                LOG.error("{}: its HTTP port does not answer", instance.name(), failure);
                listener.close();
            }
        });
    }

    private static LoopbackListener bind(InstanceRecord instance) {
        int port = instance.ports().http().number();
        try {
            return LoopbackListener.bind(port);
        } catch (PortInUseException e) {
            throw new JprismaException(
                    ErrorKind.PORT_TAKEN, instance.name() + ": the HTTP port " + port + " was taken meanwhile", e);
        }
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
}
