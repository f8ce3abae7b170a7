package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.Wanted;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the instances of the home in the state they are wanted in. Safe for threads. */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final InstanceContext context;
    private final Map<InstanceName, Instance> instances = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> adopted;

    /** Starts by taking over, in the background, what the daemon before left. */
    Supervisor(InstanceContext context) {
        this.context = context;
        this.adopted = CompletableFuture.runAsync(this::adoptAll, context.threads());
    }

    private void adoptAll() {
        List<InstanceName> left = context.registry().list().stream()
                .flatMap(entry -> entry.readable().stream())
                .filter(Supervisor::mayBeAlive)
                .map(InstanceRecord::name)
                .toList();
        if (left.isEmpty()) {
            context.threads().execute(this::prepareAhead);
            return;
        }
        ClusterFactory clusters = context.preparation().await(message -> {});
        for (InstanceName name : left) {
            try {
                instance(name).adopt(clusters);
            } catch (RuntimeException e) {
                LOG.error("{}: it cannot be taken over from the daemon before", name, e);
            }
        }
        context.threads().execute(this::prepareAhead);
    }

    private static boolean mayBeAlive(InstanceRecord instance) {
        return instance.ephemeral()
                || instance.wanted() == Wanted.RUNNING
                || instance.status().isInProgress();
    }

    /** What the next new instance needs, and what killed daemons left. */
    private void prepareAhead() {
        try {
            ClusterFactory clusters = context.preparation().await(message -> {});
            clusters.prepareSpare();
            clusters.emptyTrash();
        } catch (IOException | JprismaException e) {
            LOG.warn("PostgreSQL cannot be prepared ahead: {}", e.getMessage());
        }
    }

    StartedInstance start(StartInstance request, Holder holder, Consumer<String> progress) {
        adopted.join();
        InstanceName name = request.ephemeral() ? InstanceName.ephemeral() : request.name();
        return instance(name).start(request, holder, progress);
    }

    /** False if there was nothing to stop. */
    boolean stop(InstanceName name) {
        adopted.join();
        return instance(name).stop();
    }

    void remove(InstanceName name, boolean force) {
        adopted.join();
        instance(name).remove(force);
    }

    /** @throws JprismaException if it does not run */
    int databasePortOf(InstanceName name) {
        adopted.join();
        InstanceRecord instance = context.registry()
                .find(name)
                .map(RegistryEntry::required)
                .orElseThrow(() -> new JprismaException(ErrorKind.NOT_FOUND, "There is no instance " + name));
        if (!instance(name).isRunning()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, name + " does not run; start it: jprisma dev start " + name);
        }
        return instance.ports().database().number();
    }

    /** A connection ended: what it held in the foreground stops. */
    void releaseAllOf(Holder holder) {
        instances.values().forEach(instance -> instance.releasedBy(holder));
    }

    /** The names of those that run. */
    List<String> running() {
        return instances.entrySet().stream()
                .filter(entry -> entry.getValue().isRunning())
                .map(entry -> entry.getKey().value())
                .sorted()
                .toList();
    }

    boolean isNeeded() {
        return !adopted.isDone() || instances.values().stream().anyMatch(Instance::isWanted);
    }

    /** Stops every instance that runs; returns their names. */
    List<String> stopAll() {
        adopted.join();
        List<String> stopped = new ArrayList<>();
        for (RegistryEntry entry : context.registry().list()) {
            if (entry.readable().isPresent() && instance(entry.name()).stop()) {
                stopped.add(entry.name().value());
            }
        }
        return stopped;
    }

    /** The daemon ends; the instances go on without it. */
    void leaveAll() {
        instances.values().forEach(Instance::leave);
    }

    private Instance instance(InstanceName name) {
        return instances.computeIfAbsent(name, absent -> new Instance(name, context));
    }
}
