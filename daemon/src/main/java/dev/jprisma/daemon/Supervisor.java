package dev.jprisma.daemon;

import dev.jprisma.state.DataExchange;
import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.DesiredState;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRecord;
import dev.jprisma.state.UnknownInstance;
import dev.jprisma.state.control.ConfigureInstance;
import dev.jprisma.state.control.ConfiguredInstance;
import dev.jprisma.state.control.DaemonStopped;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.KeepHistory;
import dev.jprisma.state.control.LinkInstance;
import dev.jprisma.state.control.LinkedInstance;
import dev.jprisma.state.control.PasswordSet;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.RenameInstance;
import dev.jprisma.state.control.RenamedInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.UpgradeInstance;
import dev.jprisma.state.control.UpgradedInstance;
import dev.jprisma.state.insights.GatewayTraffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the instances of the home in the state they are wanted in. Safe for threads. */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private static final String RENAME = "rename";
    private static final long LOOK_AGAIN_SECONDS = 2;
    private static final long SWEEP_MINUTES = 30;

    private final InstanceContext context;
    private final Map<InstanceName, Instance> instances = new ConcurrentHashMap<>();
    private volatile boolean lookedAround;
    /** Null until somebody asks: a daemon that nobody asks loads none of it. */
    private Insights insights;
    /** The same. */
    private ManagedHome managed;

    Supervisor(InstanceContext context) {
        this.context = context;
    }

    /** Takes over, in the background and an instance at a time, what the daemon before left. */
    void begin() {
        try {
            InstanceRename.recoverAll(context);
            context.registry().deleteUnrecorded();
        } catch (JprismaException e) {
            LOG.warn("What killed daemons left of instances stays: {}", e.getMessage());
        }
        new LifeTimes(context, this, Clock.systemUTC()).start();
        context.threads().execute(() -> {
            try {
                takeOver(context.registry().list());
            } catch (RuntimeException e) {
                LOG.error("What the daemon before left cannot be found", e);
            } finally {
                lookedAround = true;
            }
            prepareAhead();
        });
    }

    /** A record that is lost or cannot be read may be mended: then what runs is taken over as well. */
    private void takeOver(List<RegistryEntry> left) {
        left.stream()
                .flatMap(entry -> entry.readable().stream())
                .filter(this::mayBeAlive)
                .forEach(record -> instance(record.name()).adopt());
        DataExchange.underWay(context.home()).forEach(name -> instance(name).adopt());
        List<InstanceName> damaged = left.stream()
                .filter(entry -> entry.readable().isEmpty())
                .map(RegistryEntry::name)
                .toList();
        if (!damaged.isEmpty()) {
            Runnable again = () -> takeOver(damaged.stream()
                    .flatMap(name -> context.registry().find(name).stream())
                    .toList());
            context.scheduler().schedule(() -> context.threads().execute(again), LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean mayBeAlive(InstanceRecord instance) {
        Path data = instance.dataDirectory(context.home());
        return instance.ephemeral()
                || instance.endsAt() != null
                || instance.wanted() == DesiredState.RUNNING
                || instance.status().isInProgress()
                || Files.exists(data.resolve("postmaster.pid"))
                || Files.exists(data.resolveSibling("shadow"));
    }

    /** What the next new instance needs, and what killed daemons left. */
    private void prepareAhead() {
        TrashRetries trash = new TrashRetries(
                context.scheduler(),
                context.threads(),
                () -> context.bootstrap().storage().emptyTrash());
        try {
            context.bootstrap().storage().whenTrashIsLeft(trash::soon);
            context.bootstrap().await().prepareSpare();
        } catch (IOException | RuntimeException e) {
            LOG.warn("PostgreSQL cannot be prepared ahead: {}", e.getMessage());
        }
        trash.now();
        context.scheduler()
                .scheduleWithFixedDelay(
                        () -> context.threads().execute(this::sweepSnapshots), 0, SWEEP_MINUTES, TimeUnit.MINUTES);
    }

    private void sweepSnapshots() {
        try {
            context.snapshots().sweep();
        } catch (RuntimeException e) {
            LOG.warn("Snapshots that nobody needs any more still take room: {}", e.getMessage());
        }
    }

    /** @see Instance#start */
    StartedInstance start(StartInstance request, Lease asker, Consumer<String> progress) {
        InstanceName name = request.ephemeral() ? InstanceName.ephemeral() : request.name();
        return instance(name).start(request, asker, request.foreground() || request.ephemeral(), progress);
    }

    /** @see Instance#link */
    LinkedInstance link(LinkInstance request, Consumer<String> progress) {
        return instance(request.name()).link(request, progress);
    }

    /** @see Instance#stop */
    boolean stop(InstanceName name, Asker asker) {
        return instance(name).stop(asker);
    }

    /** @see Instance#remove */
    RemovedInstance remove(InstanceName name, boolean force, boolean purge) {
        return instance(name).remove(force, purge);
    }

    /**
     * Gives an instance another name.
     *
     * @see Instance#become
     */
    RenamedInstance rename(RenameInstance request, Consumer<String> progress) {
        if (request.name().equals(request.newName())) {
            throw new JprismaException(ErrorKind.INVALID, request.name() + " has this name already: give it another");
        }
        Instance instance = instance(request.name());
        Instance next = instance(request.newName());
        boolean ordered = request.name().compareTo(request.newName()) < 0;
        Instance first = ordered ? instance : next;
        Instance second = ordered ? next : instance;
        return first.holding(RENAME, () -> second.holding(RENAME, () -> instance.become(next, progress)));
    }

    /** @see Instance#takeSnapshot */
    SnapshotRecord takeSnapshot(InstanceName name, SnapshotName snapshot, SnapshotCause cause, Asker asker) {
        return instance(name).takeSnapshot(snapshot, cause, asker);
    }

    /** @see Instance#removeSnapshot */
    void removeSnapshot(InstanceName name, SnapshotName snapshot) {
        instance(name).removeSnapshot(snapshot);
    }

    /** @see Instance#restore */
    ExchangedData restore(InstanceName name, SnapshotName snapshot, Asker asker) {
        return instance(name).restore(snapshot, asker);
    }

    /** @see Instance#restoreAt */
    ExchangedData restoreAt(InstanceName name, Instant at, Asker asker) {
        return instance(name).restoreAt(at, asker);
    }

    /** @see Instance#keepHistory */
    HistoryView keepHistory(KeepHistory request, Asker asker) {
        return instance(request.name()).keepHistory(request.length(), asker);
    }

    /** @see Instance#reset */
    ExchangedData reset(InstanceName name, Asker asker) {
        return instance(name).reset(asker);
    }

    /** @see Instance#upgrade */
    UpgradedInstance upgrade(UpgradeInstance request, Lease asker, Consumer<String> progress) {
        return instance(request.name()).upgrade(request, asker, progress);
    }

    /** @see Instance#undo */
    ExchangedData undo(InstanceName name, Asker asker) {
        return instance(name).undo(asker);
    }

    /**
     * Makes a new instance with the data of another, and starts it.
     *
     * @see Instance#startFork
     */
    StartedInstance fork(ForkInstance request, Lease asker, Consumer<String> progress) {
        InstanceName fork = request.start().name();
        if (context.registry().find(fork).isPresent()) {
            // Known before anything is copied; the new one's queue looks again.
            throw new JprismaException(
                    ErrorKind.CONFLICT, "There is an instance " + fork + " already: choose another name for the fork");
        }
        try (CopiedInstance copy =
                instance(request.name()).copy(request.from(), request.at(), new Asker(progress, asker::hasEnded))) {
            return instance(fork).startFork(copy, request.start(), asker, progress);
        }
    }

    /** @see Instance#changeDatabase */
    InstanceRecord changeDatabase(InstanceName name, String id, UnaryOperator<ManagedDatabase> change) {
        return instance(name).changeDatabase(id, change);
    }

    /** @see Instance#removeDatabase */
    boolean removeDatabase(InstanceName name, String id, Predicate<ManagedDatabase> which) {
        return instance(name).removeDatabase(id, which);
    }

    /** @see Instance#connect */
    InstancePassword connect(InstanceName name, String id, DatabaseConnection connection) {
        return instance(name).connect(id, connection);
    }

    /** @see Instance#rotate */
    InstancePassword rotate(InstanceName name, String id, DatabaseConnection connection) {
        return instance(name).rotate(id, connection);
    }

    /** @see Instance#disconnect */
    void disconnect(InstanceName name, String id, DatabaseConnection connection) {
        instance(name).disconnect(id, connection);
    }

    /** Whether its data is being exchanged for that of before. */
    boolean isRestoring(InstanceName name) {
        Instance known = instances.get(name);
        return known != null && known.doing().equals(Instance.RESTORE);
    }

    /** @see Instance#setPassword */
    PasswordSet setPassword(InstanceName name, InstancePassword password, Consumer<String> progress) {
        return instance(name).setPassword(password, progress);
    }

    /** @see Instance#ensureLogin */
    void ensureLogin(InstanceName name, LoginKind kind) {
        instance(name).ensureLogin(kind);
    }

    /** @see Instance#configure */
    ConfiguredInstance configure(ConfigureInstance request, Consumer<String> progress) {
        return instance(request.name()).configure(request, progress);
    }

    /** What was added to PostgreSQL for all of them. */
    Extensions extensions() {
        return new Extensions(
                context, record -> instance(record.name()).afterWhatIsUnderWay().isRunning());
    }

    /** @throws JprismaException if it does not run */
    InstanceRecord running(InstanceName name) {
        if (context.registry().find(name).isEmpty()) {
            throw UnknownInstance.toBeUsed(name, context.registry());
        }
        InstanceSnapshot now = instance(name).afterWhatIsUnderWay();
        if (!now.isRunning()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, name + " does not run; start it: jprisma dev start " + name);
        }
        return now.record();
    }

    /** What their servers do. */
    synchronized Insights insights() {
        if (insights == null) {
            insights = new Insights(context, new Insights.Instances() {
                @Override
                public InstanceRecord running(InstanceName name) {
                    return Supervisor.this.running(name);
                }

                @Override
                public Instance find(InstanceName name) {
                    return instance(name);
                }

                @Override
                public GatewayTraffic traffic(InstanceRecord instance) {
                    return context.gateway()
                            .loaded()
                            .map(gateway ->
                                    gateway.traffic(instance.ports().http().number()))
                            .orElse(GatewayTraffic.NONE);
                }
            });
        }
        return insights;
    }

    private synchronized void endInsights() {
        if (insights != null) {
            insights.close();
        }
    }

    /** Closes its connections that no request uses. */
    void giveUpIdleSessions(InstanceRecord running) {
        context.gateway()
                .loaded()
                .ifPresent(gateway ->
                        gateway.giveUpIdleSessions(running.ports().http().number()));
    }

    /** The names of those that run. */
    List<String> running() {
        return instances.entrySet().stream()
                .filter(entry -> entry.getValue().snapshot().isRunning())
                .map(entry -> entry.getKey().value())
                .sorted()
                .toList();
    }

    boolean isNeeded() {
        return !lookedAround || instances.values().stream().anyMatch(Instance::isWanted) || !ending().isEmpty();
    }

    /** Those that end by themselves one day, as they are now. */
    Map<InstanceName, ManagedDatabase> ending() {
        Map<InstanceName, ManagedDatabase> ending = new TreeMap<>();
        instances.forEach((name, instance) -> {
            InstanceRecord record = instance.snapshot().record();
            if (record != null && record.endsAt() != null) {
                ending.put(name, record.database());
            }
        });
        return ending;
    }

    /** How a user sees it, as this moment shows it. */
    InstanceView view(InstanceRecord instance) {
        return InstanceView.of(RegistryEntry.of(instance), context.home(), true);
    }

    /** The home as projects with databases. */
    synchronized ManagedHome managed() {
        if (managed == null) {
            managed = new ManagedHome(context, this);
        }
        return managed;
    }

    /** Stops every instance that runs, beside each other; one that does not stop keeps no other from it. */
    DaemonStopped stopAll(Asker asker) {
        Map<InstanceName, CompletableFuture<Boolean>> stopping = new TreeMap<>();
        for (RegistryEntry entry : context.registry().list()) {
            if (entry.readable().isPresent()) {
                stopping.put(
                        entry.name(),
                        CompletableFuture.supplyAsync(() -> stop(entry.name(), asker), context.threads()));
            }
        }
        List<String> stopped = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        stopping.forEach((name, result) -> {
            try {
                if (result.join()) {
                    stopped.add(name.value());
                }
            } catch (CompletionException e) {
                LOG.error("{}: it did not stop", name, e);
                failures.add(name + ": " + e.getCause().getMessage());
            }
        });
        return new DaemonStopped(stopped, running(), failures);
    }

    /** The daemon ends; the instances go on without it. */
    void leaveAll(Duration limit) {
        endInsights();
        CompletableFuture.allOf(instances.values().stream()
                        .map(instance -> CompletableFuture.runAsync(() -> instance.leave(limit), context.threads()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private Instance instance(InstanceName name) {
        return instances.computeIfAbsent(name, absent -> {
            Instance instance = new Instance(name, context);
            instance.adopt();
            return instance;
        });
    }
}
