package dev.jprisma.daemon;

import dev.jprisma.insights.InstanceInsights;
import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.SettingsFile;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.postgres.SuperuserRepair;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ClosedPorts;
import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.DesiredState;
import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FormerPort;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Liveness;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.LoginRole;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.PostmasterPidFile;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.ProjectFolder;
import dev.jprisma.state.RecordingSettings;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRecord;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.UnknownInstance;
import dev.jprisma.state.control.ConfigureInstance;
import dev.jprisma.state.control.ConfiguredInstance;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.InstanceEvent;
import dev.jprisma.state.control.LinkInstance;
import dev.jprisma.state.control.LinkedInstance;
import dev.jprisma.state.control.PasswordSet;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.RenamedInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.UpgradeInstance;
import dev.jprisma.state.control.UpgradedInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance: the only place where its state changes. All that is done to it is done one at a time, in a queue of its
 * own; who only looks takes the {@linkplain #snapshot snapshot} of the last change and waits for nobody. Safe for
 * threads.
 */
final class Instance {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);
    private static final int PORT_ATTEMPTS = 5;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** What is being done while its data is exchanged for that of before. */
    static final String RESTORE = "restore";

    private final InstanceName name;
    private final InstanceContext context;
    private final SerialQueue queue;
    private volatile InstanceSnapshot snapshot = InstanceSnapshot.NOTHING;

    // Of the queue alone, from here on.
    private final RestartPolicy restarts = new RestartPolicy();
    private final RecordKeeper records;
    private final InstanceData data;
    private final InstanceAsDatabase database;
    private final InstanceLogins logins;
    private InstanceHistory history;
    private boolean adopted;
    private Postmaster postmaster;
    private long startedNanos;
    private InstanceListeners listeners;
    private Lease lease;
    private Future<?> restart;

    Instance(InstanceName name, InstanceContext context) {
        this.name = name;
        this.context = context;
        this.queue = new SerialQueue(name.value(), context.threads(), LONGEST_WAIT, this::publish);
        this.records = new RecordKeeper(
                name,
                context.registry(),
                context::makeRoom,
                context.scheduler(),
                task -> queue.execute("recording", task));
        this.data = new InstanceData(name, context, records, new Server(), this::history);
        this.logins = new InstanceLogins(name, context, records);
        this.database = new InstanceAsDatabase(logins, records, this::current, this::isRunning);
    }

    /** What is being done to it, in a word or two; empty if nothing is. */
    String doing() {
        return queue.doing();
    }

    /** As it was after the last thing that was done. */
    InstanceSnapshot snapshot() {
        return snapshot;
    }

    /** As it is when what was asked before has been done. */
    InstanceSnapshot afterWhatIsUnderWay() {
        queue.call("looking", () -> null);
        return snapshot;
    }

    private void publish() {
        snapshot = new InstanceSnapshot(records.current(), server(), restart != null);
    }

    /** Whether the daemon must go on for it. */
    boolean isWanted() {
        return snapshot.isWanted() || !queue.isIdle();
    }

    /**
     * Takes over what another daemon left, before anything else is done to it: a live postmaster goes on, one that
     * ended by itself is started again, one that was to be stopped is stopped.
     */
    void adopt() {
        queue.execute("being taken over", this::ensureAdopted);
    }

    /**
     * Starts it unless it runs.
     *
     * @param asker whose end, before it runs, undoes it
     * @param held whether the asker holds it from then on
     * @param progress is told of what takes long
     */
    StartedInstance start(StartInstance request, Lease asker, boolean held, Consumer<String> progress) {
        return queue.call("start", () -> {
            ensureAdopted();
            return doStart(request, asker, held, progress);
        });
    }

    /**
     * Makes an instance that leads to a database elsewhere, or leads one that does to another, and opens its ports.
     *
     * @param progress is told of what takes long
     * @throws JprismaException if that database cannot be logged in to, or the instance has a server of its own; then
     *     all is as it was
     */
    LinkedInstance link(LinkInstance request, Consumer<String> progress) {
        return queue.call("link", () -> {
            ensureAdopted();
            return doLink(request, progress);
        });
    }

    /**
     * Stops it; false if there was nothing to stop. While its data is copied it waits for that.
     *
     * @param asker is told of that
     * @throws JprismaException if there is no instance of that name, or its server does not end
     */
    boolean stop(Asker asker) {
        return queue.callPatiently("stop", asker, () -> {
            ensureAdopted();
            return doStop();
        });
    }

    /**
     * Gives it another password, and its user and database again if they are gone. If it runs it is restarted, which
     * ends its sessions.
     *
     * @param progress is told of what takes long
     * @throws JprismaException if there is no instance of that name, it is ephemeral, or PostgreSQL does not do it;
     *     then it is stopped, and starts as before
     */
    PasswordSet setPassword(InstancePassword password, Consumer<String> progress) {
        return queue.call("password", () -> {
            ensureAdopted();
            return doSetPassword(password, progress);
        });
    }

    /**
     * Gives it the role of that kind, unless it is there and as it should be, with the {@linkplain LoginRole#password
     * password} of that kind. It may run or not.
     *
     * @throws JprismaException if there is no instance of that name, its server is not ours, or PostgreSQL does not do
     *     it, for example since a role of the user's has that name
     */
    void ensureLogin(LoginKind kind) {
        queue.call("role", () -> {
            ensureAdopted();
            logins.ensure(current().orElseThrow(this::notFound).required(), kind, isRunning());
            return null;
        });
    }

    /**
     * Does something when its turn has come and, for what concerns two instances, keeps it meanwhile. Who takes the
     * turns of two takes them in the order of their names.
     */
    <T> T holding(String what, Supplier<T> work) {
        return queue.call(what, () -> {
            ensureAdopted();
            return work.get();
        });
    }

    /**
     * It is another instance from now on, which there is not yet, and there is none of its own name any more. If it
     * runs it is restarted. The caller is {@link #holding} both.
     *
     * @param progress is told of what takes long
     * @throws JprismaException why not; then all is as it was. Or why it does not start again by its new name
     */
    RenamedInstance become(Instance next, Consumer<String> progress) {
        return doRename(next, progress);
    }

    /**
     * Changes its server's settings, once PostgreSQL has taken them: it looks at each, and where a start brings them
     * about a server is started with them that is thrown away. One that runs is told, or restarted if they take that
     * and the request allows it.
     *
     * @param progress is told of what takes long
     * @throws JprismaException if there is no instance of that name, its server is not ours, or PostgreSQL does not
     *     take them; then it has the settings it had, and runs if it did
     */
    ConfiguredInstance configure(ConfigureInstance request, Consumer<String> progress) {
        return queue.call("config", () -> {
            ensureAdopted();
            return doConfigure(request, progress);
        });
    }

    /**
     * Has its server write down what it executes, until {@link #stopRecording} or its next start.
     *
     * @param oneIn one execution in so many
     */
    void record(long oneIn) {
        queue.call("recording", () -> {
            ensureAdopted();
            setRecording(
                    current().orElseThrow(this::notFound).required(),
                    settings -> RecordingSettings.addTo(settings, oneIn));
            return null;
        });
    }

    /** Gives its server the settings that it had before it was made to record; does nothing if it does not. */
    void stopRecording() {
        queue.call("the end of a recording", () -> {
            ensureAdopted();
            current()
                    .flatMap(RegistryEntry::readable)
                    .ifPresent(instance -> setRecording(instance, RecordingSettings::takeFrom));
            return null;
        });
    }

    /**
     * Deletes it; one that runs only by {@code force}. Its data becomes an automatic snapshot.
     *
     * @param purge keep nothing, nor its other snapshots
     */
    RemovedInstance remove(boolean force, boolean purge) {
        return queue.call("rm", () -> {
            ensureAdopted();
            return doRemove(force, purge);
        });
    }

    /**
     * Takes a snapshot of it; if it runs it goes on meanwhile.
     *
     * @param chosen its name; null for one made of cause and time
     * @param asker is told of what takes long
     */
    SnapshotRecord takeSnapshot(SnapshotName chosen, SnapshotCause cause, Asker asker) {
        return queue.callLong("snapshot", () -> {
            ensureAdopted();
            return data.takeSnapshot(chosen, cause, asker);
        });
    }

    /** Deletes a snapshot of it; it may be gone itself. */
    void removeSnapshot(SnapshotName snapshot) {
        queue.call("snapshot rm", () -> {
            data.removeSnapshot(snapshot);
            return null;
        });
    }

    /**
     * Puts the data of a snapshot in the place of its data, which becomes an automatic snapshot.
     *
     * @param asker is told of what takes long
     * @throws JprismaException why not; then all is as it was
     */
    ExchangedData restore(SnapshotName snapshot, Asker asker) {
        return queue.callLong(RESTORE, () -> {
            ensureAdopted();
            return data.restore(snapshot, asker);
        });
    }

    /**
     * The same with the data of a moment of its history.
     *
     * @throws JprismaException why not, for example since the history does not reach that far; then all is as it was
     */
    ExchangedData restoreAt(Instant at, Asker asker) {
        return queue.callLong(RESTORE, () -> {
            ensureAdopted();
            return data.restoreAt(at, asker);
        });
    }

    /**
     * Keeps a history of it from now on, or none any more. Where it runs, the history has begun then.
     *
     * @param asker is told of what takes long
     * @return as it is now; null if there is none
     * @throws JprismaException why not; then it is as it was
     */
    HistoryView keepHistory(HistoryLength length, Asker asker) {
        return queue.callLong("history", () -> {
            ensureAdopted();
            return doKeepHistory(length, asker);
        });
    }

    /** The same with an empty cluster. */
    ExchangedData reset(Asker asker) {
        return queue.call("reset", () -> {
            ensureAdopted();
            return data.reset(asker);
        });
    }

    /**
     * Copies all of its data into a newer version of PostgreSQL, which takes its place when all was compared.
     *
     * @param asker whose end gives it up
     * @throws JprismaException why not; then all is as it was
     */
    UpgradedInstance upgrade(UpgradeInstance request, Lease asker, Consumer<String> progress) {
        return queue.callLong("upgrade", () -> {
            ensureAdopted();
            return data.upgrade(request, asker, progress);
        });
    }

    /** Brings back what the last command that destroyed took from it, or itself. */
    ExchangedData undo(Asker asker) {
        return queue.call("undo", () -> {
            ensureAdopted();
            return data.undo(asker);
        });
    }

    /**
     * A copy of its data for another instance. The caller closes it.
     *
     * @param from a snapshot of it, which may be gone itself; null for its data as it is now
     * @param at a moment of its history instead, or null
     */
    CopiedInstance copy(SnapshotName from, Instant at, Asker asker) {
        return queue.callLong("fork", () -> {
            ensureAdopted();
            if (at != null) {
                return data.copyAt(at, asker);
            }
            return from == null ? data.copy(asker) : data.copyOf(from, asker);
        });
    }

    /**
     * Makes it of a copy of another's data, with ports, secrets and a password of its own, and starts it.
     *
     * @throws JprismaException if there is an instance of this name, or it does not start; then there is none
     */
    StartedInstance startFork(CopiedInstance copy, StartInstance request, Lease asker, Consumer<String> progress) {
        return queue.call("fork", () -> {
            ensureAdopted();
            return doStartFork(copy, request, asker, progress);
        });
    }

    /**
     * Changes what is recorded of it as a database of a project.
     *
     * @param id which it still has to be
     */
    InstanceRecord changeDatabase(String id, UnaryOperator<ManagedDatabase> change) {
        return queue.call("being renamed", () -> {
            ensureAdopted();
            return database.change(id, change);
        });
    }

    /**
     * Deletes it as a database of a project: running or not, and with all that was kept of it.
     *
     * @param which looks at it when its turn has come
     * @return whether it was one of these
     */
    boolean removeDatabase(String id, Predicate<ManagedDatabase> which) {
        return queue.call("rm", () -> {
            ensureAdopted();
            boolean goes = which.test(database.require(id).asDatabase());
            if (goes) {
                doRemove(true, true);
            }
            return goes;
        });
    }

    /** Makes a login, and returns its password. It runs. */
    InstancePassword connect(String id, DatabaseConnection connection) {
        return queue.call("a new connection", () -> {
            ensureAdopted();
            return database.connect(id, connection);
        });
    }

    /** Gives a login another password, which it returns. It runs. */
    InstancePassword rotate(String id, DatabaseConnection connection) {
        return queue.call("a connection's new password", () -> {
            ensureAdopted();
            return database.rotate(id, connection);
        });
    }

    /** Takes a login back. It runs. */
    void disconnect(String id, DatabaseConnection connection) {
        queue.call("the end of a connection", () -> {
            ensureAdopted();
            database.disconnect(id, connection);
            return null;
        });
    }

    /** The daemon ends, and the instance goes on without it. Nothing is done to it any more. */
    void leave(Duration limit) {
        if (!queue.close(limit)) {
            LOG.warn("{}: left in the middle of: {}", name, queue.doing());
            return;
        }
        cancelRestart();
        closeListeners();
        postmaster = null;
        publish();
    }

    // ---- recording

    private void setRecording(InstanceRecord instance, UnaryOperator<AlteredSettings> change) {
        Path data = instance.dataDirectory(context.home());
        AlteredSettings before = AlteredSettings.of(data);
        AlteredSettings after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        ClusterFactory clusters =
                context.bootstrap().await(instance.postgres(), progress -> {}, new CompletableFuture<>());
        new SettingsFile(clusters).write(data, after);
        if (postmaster != null && postmaster.isAlive()) {
            postmaster.reload();
        }
    }

    /** What a daemon left that was killed, or came along with a copy of the data. */
    private void takeBackRecording(InstanceRecord instance) {
        try {
            if (RecordingSettings.areIn(AlteredSettings.of(instance.dataDirectory(context.home())))) {
                setRecording(instance, RecordingSettings::takeFrom);
                InstanceInsights.clean(context.home().postgresLog(name));
                LOG.info("{}: does not record any more what it executes", name);
            }
        } catch (IOException | JprismaException e) {
            LOG.warn("{}: may still record what it executes: {}", name, e.getMessage());
        }
    }

    // ---- starting

    private StartedInstance doStart(StartInstance request, Lease asker, boolean held, Consumer<String> progress) {
        requireThere(asker);
        if (lease != null && lease.hasEnded()) {
            // Its turn to stop is just behind us.
            doStop();
        }
        Optional<RegistryEntry> entry = current();
        Optional<InstanceRecord> known = entry.filter(it -> !it.lost()).map(RegistryEntry::required);
        if (entry.isEmpty() && !request.create()) {
            throw notFound();
        }
        if (request.database() != null) {
            requireNone(entry);
        }
        if (request.project() != null) {
            Path folder = Path.of(request.project().folder());
            known.ifPresent(it -> ProjectFolder.requireOf(folder, it));
        }
        known.ifPresent(it -> RunningConflicts.requirePassword(it, request.password()));
        known.filter(it -> !it.isLinked()).ifPresent(it -> RunningConflicts.requireMajor(it, request.postgresMajor()));
        if (isRunning()) {
            return alreadyRunning(known.orElseThrow(), request, held ? asker : null);
        }
        if (known.filter(InstanceRecord::isLinked).isPresent()) {
            return startLinked(known.get(), request, held ? asker : null);
        }
        PostgresChoice choice = known.map(
                        it -> PostgresOf.of(it, request, context.bootstrap().storage()))
                .orElseGet(() -> PostgresOf.newInstance(
                        request,
                        context.bootstrap().storage().findDataDirectory(name),
                        context.bootstrap().storage()));
        ClusterFactory clusters = context.bootstrap().await(choice, progress, asker.end());
        InstanceRecord instance = known.orElseGet(() -> create(request, clusters))
                .runningOn(clusters.installation().version(), choice.home());
        clusters.storage().takeIn(instance, progress);
        try {
            Lease holder = held ? asker : null;
            DiskSync.meanwhile(context.threads(), () -> bringUp(instance, request, holder, clusters, asker));
            requireThere(asker);
        } catch (RuntimeException | Error e) {
            undoStart(instance, entry.isEmpty(), e);
            throw e;
        }
        if (held) {
            hold(asker);
        }
        context.prepareSpare(clusters);
        return new StartedInstance(view(), entry.isEmpty(), false, movedFrom(instance));
    }

    private void bringUp(
            InstanceRecord instance, StartInstance request, Lease holder, ClusterFactory clusters, Lease asker) {
        Optional<Postmaster> live = Postmaster.adopt(instance.dataDirectory(context.home()));
        if (live.isPresent() && isOnItsPort(instance)) {
            resume(instance.ofProject(request.project()), live.get(), holder);
        } else {
            open(onPortOf(live, instance), request, holder, clusters, asker);
        }
    }

    private StartedInstance startLinked(InstanceRecord instance, StartInstance request, Lease holder) {
        if (request.databasePort() != null) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is linked to " + instance.upstream() + ": it has no database port here");
        }
        if (request.history() != null) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is linked to " + instance.upstream() + ": what is kept of its data is kept there");
        }
        try {
            openLinked(
                    instance.allowing(request.allowedOrigins())
                            .limiting(request.limits())
                            .ofProject(request.project()),
                    RequestedPorts.of(request),
                    holder == null ? null : holder.process());
        } catch (RuntimeException | Error e) {
            undoStart(instance, false, e);
            throw e;
        }
        if (holder != null) {
            hold(holder);
        }
        return new StartedInstance(view(), false, false, movedFrom(instance));
    }

    private LinkedInstance doLink(LinkInstance request, Consumer<String> progress) {
        Optional<RegistryEntry> entry = current();
        Optional<InstanceRecord> known = entry.map(RegistryEntry::required);
        if (known.filter(instance -> !instance.isLinked()).isPresent()) {
            throw new JprismaException(
                    ErrorKind.INVALID, name + " has a server and data of its own: choose another name for the link");
        }
        progress.accept("Connecting to " + request.upstream());
        UpstreamProbe found = UpstreamProbe.of(name, request.upstream());
        InstanceRecord instance =
                known.orElseGet(() -> createLinked(found)).linkedTo(found.upstream(), found.version());
        closeListeners();
        try {
            openLinked(
                    instance.allowing(request.allowedOrigins()).limiting(request.limits()),
                    RequestedPorts.of(request),
                    instance.owner());
        } catch (RuntimeException | Error e) {
            undoStart(instance, entry.isEmpty(), e);
            throw e;
        }
        return new LinkedInstance(
                view(),
                entry.isEmpty(),
                found.server(),
                found.encryption(),
                found.upstream().pooler());
    }

    private InstanceRecord createLinked(UpstreamProbe found) {
        return InstanceRecord.create(
                name,
                found.version(),
                context.bootstrap().storage().newDataDirectory(name, false),
                InstancePorts.DEFAULT,
                false);
    }

    private void openLinked(InstanceRecord instance, RequestedPorts requested, ProcessIdentity owner) {
        inPorts(instance, requested, owner, starting -> {
            listeners = InstanceListeners.bind(starting, context);
            listeners.open(context.gateway().soon());
            adopted = true;
            runs(starting);
        });
    }

    private InstanceRecord create(StartInstance request, ClusterFactory clusters) {
        return InstanceRecord.create(
                        name,
                        clusters.installation().version(),
                        clusters.storage().newDataDirectory(name, request.ephemeral()),
                        InstancePorts.DEFAULT,
                        request.ephemeral())
                .withPassword(InstancePassword.chosenOrRandom(request.password()))
                .managedAs(request.database());
    }

    private void requireNone(Optional<RegistryEntry> entry) {
        if (entry.isPresent()) {
            throw new JprismaException(
                    ErrorKind.CONFLICT, "There is an instance " + name + " already: choose another name");
        }
    }

    private List<FormerPort> movedFrom(InstanceRecord before) {
        return records.current().formerPorts().stream()
                .filter(port -> !before.formerPorts().contains(port))
                .toList();
    }

    private static void requireThere(Lease asker) {
        if (asker.hasEnded()) {
            throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "Whoever asked for it has gone");
        }
    }

    private void open(
            InstanceRecord instance, StartInstance request, Lease holder, ClusterFactory clusters, Lease asker) {
        cancelRestart();
        closeListeners();
        inPorts(
                instance.allowing(request.allowedOrigins())
                        .limiting(request.limits())
                        .keeping(request.history())
                        .ofProject(request.project()),
                RequestedPorts.of(request),
                holder == null ? null : holder.process(),
                starting -> run(starting, request, clusters, asker));
    }

    private void inPorts(
            InstanceRecord instance, RequestedPorts requested, ProcessIdentity owner, Consumer<InstanceRecord> start) {
        for (int attempt = 1; ; attempt++) {
            InstanceRecord starting = records.saved(context.reserve(instance, requested, owner));
            try {
                start.accept(starting);
                return;
            } catch (JprismaException e) {
                // A port of ours may be lost to another program between looking and binding: look again.
                if (e.kind() != ErrorKind.PORT_TAKEN || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
                LOG.info("{}: {}; trying other ports", name, e.getMessage());
            }
        }
    }

    /** A server that runs on its data unsupervised, although its record says otherwise, is taken over. */
    private void resume(InstanceRecord instance, Postmaster live, Lease holder) {
        LOG.warn(
                "{}: process {} runs unsupervised; taking it over",
                name,
                live.identity().pid());
        stopServer();
        supervise(awaitReady(instance, live));
        runs(noting(reopenListeners(instance.ownedBy(holder == null ? null : holder.process()))));
    }

    /** One that no record speaks of, since that was lost, is started anew where its clients look for it. */
    private InstanceRecord onPortOf(Optional<Postmaster> live, InstanceRecord instance) {
        Optional<PostmasterPidFile> file =
                live.flatMap(it -> PostmasterPidFile.read(instance.dataDirectory(context.home())));
        live.ifPresent(Postmaster::stop);
        return file.filter(it -> !instance.hasRun())
                .map(it -> instance.on(instance.ports().withDatabase(it.port())))
                .orElse(instance);
    }

    private void run(InstanceRecord starting, StartInstance request, ClusterFactory clusters, Lease asker) {
        listeners = InstanceListeners.bind(starting, context);
        try {
            Path data = starting.dataDirectory(context.home());
            if (!starting.hasRun() && !Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
                clusters.create(data);
            }
            requireThere(asker);
            supervise(startWith(request.settings(), starting, clusters, asker));
            listeners.open(context.gateway().soon());
            runs(noting(starting));
        } catch (RuntimeException | Error e) {
            closeListeners();
            throw e;
        }
    }

    /** It keeps settings with which it has started. */
    private Postmaster startWith(
            List<ServerSetting> settings, InstanceRecord starting, ClusterFactory clusters, Lease asker) {
        if (settings.isEmpty()) {
            return startLoggingIn(starting, clusters, asker);
        }
        Reconfiguration change = new Reconfiguration(
                starting, starting.dataDirectory(context.home()), clusters, ConfigureInstance.setting(name, settings));
        change.check();
        change.write();
        try {
            return startLoggingIn(starting, clusters, asker);
        } catch (JprismaException e) {
            change.undo();
            throw e;
        }
    }

    /** Where the record of data that is there was lost, its password was lost with it. */
    private Postmaster startLoggingIn(InstanceRecord instance, ClusterFactory clusters, Lease asker) {
        Postmaster started = startPostmaster(instance, clusters, asker);
        if (instance.hasRun() || started.loginRefusal().isEmpty()) {
            return started;
        }
        started.stop();
        LOG.info("{}: it does not know the password of its data; giving it one", name);
        repairLogin(instance, instance.password(), clusters);
        return startPostmaster(instance, clusters, asker);
    }

    private void repairLogin(InstanceRecord instance, InstancePassword password, ClusterFactory clusters) {
        SuperuserRepair.run(clusters.installation(), instance.dataDirectory(context.home()), password.text());
    }

    private Postmaster startPostmaster(InstanceRecord instance, ClusterFactory clusters, Lease asker) {
        try {
            return launch(instance, clusters, asker);
        } catch (JprismaException e) {
            throw SettingsAdvice.explained(e, name, instance.dataDirectory(context.home()));
        }
    }

    private Postmaster launch(InstanceRecord instance, ClusterFactory clusters, Lease asker) {
        if (instance.history() != null) {
            history().makeRoomWhereFull(instance);
        }
        return Postmaster.start(
                clusters.installation(), optionsOf(instance, clusters), () -> asker != null && asker.hasEnded());
    }

    private PostmasterOptions optionsOf(InstanceRecord instance, ClusterFactory clusters) {
        return new PostmasterOptions(
                instance.dataDirectory(context.home()),
                instance.ports().database().number(),
                context.home().postgresLog(name),
                !instance.ephemeral(),
                new SuperuserPassword(instance.password().text(), clusters.firstPassword(), instance.hasRun()));
    }

    /** From here on its end is noticed, and there is nothing of it to take over any more. */
    private void supervise(Postmaster live) {
        adopted = true;
        postmaster = live;
        startedNanos = System.nanoTime();
        live.onExit().thenRun(() -> queue.execute("noticing its end", () -> ended(live)));
    }

    /** Whether the server that just started lets its superuser in. */
    private InstanceRecord noting(InstanceRecord instance) {
        String refusal = postmaster.loginRefusal().map(ServerError::toString).orElse(null);
        if (refusal != null) {
            LOG.warn("{}: PostgreSQL serves, and refuses its login: {}", name, refusal);
        }
        return instance.refusingLogin(refusal);
    }

    private void runs(InstanceRecord instance) {
        if (instance.isLinked()) {
            records.saveOrLater(instance.running(ProcessIdentity.current()));
            LOG.info(
                    "{}: linked to {}, HTTP port {}",
                    name,
                    instance.upstream(),
                    instance.ports().http().number());
            return;
        }
        InstanceRecord running = records.saveOrLater(instance.running(postmaster.identity()));
        takeBackRecording(running);
        logins.serverStarted(running);
        LOG.info(
                "{}: running, process {}, ports {}", name, postmaster.identity().pid(), running.ports());
        if (running.history() != null) {
            history().keep();
        }
    }

    private void hold(Lease newLease) {
        lease = newLease;
        newLease.end().thenRun(() -> queue.execute("stop", () -> released(newLease)));
    }

    /** Whoever held it has gone. */
    private void released(Lease which) {
        if (lease == which) {
            LOG.info("{}: process {} let go of it", name, which.process().pid());
            doStop();
        }
    }

    /** It never came to be, or did not start: the home is as it was, or says why. */
    private void undoStart(InstanceRecord instance, boolean created, Throwable why) {
        try {
            stopServer();
            boolean hasData = Files.exists(instance.dataDirectory(context.home()), LinkOption.NOFOLLOW_LINKS);
            boolean abandoned = why instanceof JprismaException known && known.kind() == ErrorKind.DAEMON_UNAVAILABLE;
            if (created && (instance.ephemeral() || !hasData || abandoned)) {
                delete();
            } else if (records.current() != null && records.current().wanted() == DesiredState.RUNNING) {
                records.saveOrLater(
                        abandoned
                                ? records.current().stopped()
                                : records.current().failed(String.valueOf(why.getMessage())));
            }
        } catch (JprismaException e) {
            why.addSuppressed(e);
        }
    }

    private StartedInstance alreadyRunning(InstanceRecord instance, StartInstance request, Lease newLease) {
        RunningConflicts.require(instance, request);
        if (!request.settings().isEmpty()) {
            RunningConflicts.requireSettings(
                    instance, AlteredSettings.of(instance.dataDirectory(context.home())), request.settings());
        }
        if (context.registry().find(name).flatMap(RegistryEntry::readable).isEmpty()) {
            // Lost or damaged meanwhile; what is known here is right.
            records.save(instance);
        }
        InstanceRecord ofProject = instance.ofProject(request.project());
        if (newLease != null) {
            if (lease != null && !lease.isContinuedBy(newLease)) {
                throw new JprismaException(
                        ErrorKind.ALREADY_RUNNING,
                        name + " is in the foreground of process "
                                + lease.process().pid() + " already; its URL: jprisma dev url " + name);
            }
            records.save(ofProject.ownedBy(newLease.process()));
            hold(newLease);
        } else if (!Objects.equals(ofProject.project(), instance.project())) {
            records.save(ofProject);
        }
        return new StartedInstance(view(), false, true, List.of());
    }

    // ---- its password

    private PasswordSet doSetPassword(InstancePassword password, Consumer<String> progress) {
        InstanceRecord instance = current().orElseThrow(this::notFound).required();
        if (instance.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is linked to " + instance.upstream() + ", whose password is changed there. Then link it"
                            + " again: jprisma dev link " + name + " URL");
        }
        if (instance.ephemeral()) {
            throw new JprismaException(
                    ErrorKind.INVALID, name + " is ephemeral: its password is as new as it is, and goes with it");
        }
        ClusterFactory clusters = context.bootstrap().await(instance.postgres(), progress, new CompletableFuture<>());
        if (postmaster == null) {
            postmaster =
                    Postmaster.adopt(instance.dataDirectory(context.home())).orElse(null);
        }
        boolean runs = postmaster != null || restart != null;
        if (runs) {
            progress.accept("Restarting " + name);
            records.saveOrLater(instance.starting(instance.ports(), instance.owner()));
        }
        InstanceRecord changed = instance.withPassword(password).refusingLogin(null);
        try {
            stopServer();
            // One that never ran gets it at its first start.
            if (instance.hasRun()) {
                repairLogin(instance, password, clusters);
            }
            records.saveOrLater(changed);
            if (runs) {
                supervise(startPostmaster(changed, clusters, lease));
                runs(noting(reopenListeners(changed)));
            }
        } catch (JprismaException e) {
            if (runs) {
                failed(e.getMessage());
            }
            throw e;
        }
        LOG.info("{}: it has a new password", name);
        return new PasswordSet(view(), runs);
    }

    // ---- its name

    private RenamedInstance doRename(Instance next, Consumer<String> progress) {
        if (lease != null && lease.hasEnded()) {
            // Its turn to stop is just behind us.
            doStop();
        }
        InstanceRecord instance = current().orElseThrow(this::notFound).required();
        requireRenamable(instance);
        InstanceRename.requireOtherFolder(context.home(), name, next.name);
        next.requireNone(next.current());
        if (postmaster == null && !instance.isLinked()) {
            postmaster =
                    Postmaster.adopt(instance.dataDirectory(context.home())).orElse(null);
        }
        boolean runs = postmaster != null || restart != null || listeners != null;
        ClusterFactory clusters = runs && !instance.isLinked()
                ? context.bootstrap().await(instance.postgres(), progress, new CompletableFuture<>())
                : null;
        InstanceRename rename = InstanceRename.begin(context, name, next.name, runs);
        try {
            stopForRename(instance, clusters != null, progress);
        } catch (JprismaException e) {
            rename.end();
            throw e;
        }
        InstanceRecord renamed;
        try {
            context.bootstrap().storage().takeIn(instance, progress);
            renamed = rename.run();
        } catch (JprismaException e) {
            notRenamed(rename, next, runs ? instance : null, clusters, e);
            throw e;
        }
        records.forget();
        next.records.saved(renamed);
        LOG.info("{}: it is {} now", name, next.name);
        try {
            if (runs) {
                next.startAgain(renamed, clusters);
            }
        } catch (JprismaException e) {
            throw new JprismaException(
                    e.kind(), name + " is " + next.name + " now, and does not start again. " + e.getMessage(), e);
        } finally {
            rename.end();
        }
        return new RenamedInstance(next.view(), runs);
    }

    private void requireRenamable(InstanceRecord instance) {
        if (instance.ephemeral()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is ephemeral: it is deleted when it stops, and has this name until then");
        }
        if (lease != null) {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    name + " is held by process " + lease.process().pid()
                            + ", which knows it by this name: end that first (q or Ctrl-C there, or jprisma dev stop "
                            + name + "), then rename it");
        }
    }

    /** @param server whether it has one, which is recorded as one to be started */
    private void stopForRename(InstanceRecord instance, boolean server, Consumer<String> progress) {
        if (server) {
            progress.accept("Restarting " + name);
            records.save(instance.starting(instance.ports(), instance.owner()));
        } else {
            records.save(instance);
        }
        try {
            stopServer();
        } catch (JprismaException e) {
            failed(e.getMessage());
            throw e;
        }
    }

    /** @param ran as it was if it ran, else null */
    private void notRenamed(
            InstanceRename rename, Instance next, InstanceRecord ran, ClusterFactory clusters, JprismaException why) {
        if (!rename.isOver()) {
            // Whatever is asked of one of the two next ends it first.
            adopted = false;
            next.adopted = false;
            records.forget();
        } else if (ran != null) {
            try {
                startAgain(ran, clusters);
            } catch (JprismaException e) {
                why.addSuppressed(e);
            }
        }
    }

    /** @param clusters null if its server is not ours */
    private void startAgain(InstanceRecord instance, ClusterFactory clusters) {
        try {
            adopted = true;
            if (clusters != null) {
                supervise(startPostmaster(instance, clusters, null));
            }
            InstanceRecord open = reopenListeners(instance);
            runs(clusters == null ? open : noting(open));
        } catch (JprismaException e) {
            failed(e.getMessage());
            throw e;
        }
    }

    // ---- its settings

    private ConfiguredInstance doConfigure(ConfigureInstance request, Consumer<String> progress) {
        InstanceRecord instance = current().orElseThrow(this::notFound).required();
        Path data = instance.dataDirectory(context.home());
        if (instance.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is linked to " + instance.upstream() + ", whose settings are changed there");
        }
        if (!Files.isDirectory(data)) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    name + " has no data yet: start it first (jprisma dev start " + name + ")");
        }
        ClusterFactory clusters = context.bootstrap().await(instance.postgres(), progress, new CompletableFuture<>());
        Reconfiguration change = new Reconfiguration(instance, data, clusters, request);
        change.check();
        boolean runs = postmaster != null && postmaster.isAlive();
        Reconfiguration.Contexts contexts = runs && !change.changed().isEmpty()
                ? change.contexts()
                : new Reconfiguration.Contexts(List.of(), List.of());
        boolean restarts = !contexts.atStart().isEmpty();
        if (change.changed().isEmpty() || restarts && !request.mayRestart()) {
            return new ConfiguredInstance(view(), change.after(), List.of(), contexts.atStart(), contexts.unknown());
        }
        if (restarts || !runs) {
            progress.accept("Trying the new settings");
            change.tryOut();
        }
        if (restarts) {
            progress.accept("Restarting " + name);
            restartWith(change, instance, clusters);
        } else {
            change.write();
            if (runs) {
                postmaster.reload();
                listeners.settingsChanged();
            }
        }
        LOG.info("{}: its settings changed: {}", name, String.join(", ", change.changed()));
        return new ConfiguredInstance(view(), change.after(), change.changed(), contexts.atStart(), contexts.unknown());
    }

    private void restartWith(Reconfiguration change, InstanceRecord instance, ClusterFactory clusters) {
        InstanceRecord starting = instance.starting(instance.ports(), instance.owner());
        records.saveOrLater(starting);
        Optional<JprismaException> refusal;
        try {
            stopServer();
            change.write();
            refusal = startOrUndo(change, starting, clusters);
            runs(noting(reopenListeners(starting)));
        } catch (JprismaException e) {
            failed(e.getMessage());
            throw e;
        }
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Where it does not start on this data, although another server did with these settings, it gets its old ones. */
    private Optional<JprismaException> startOrUndo(
            Reconfiguration change, InstanceRecord starting, ClusterFactory clusters) {
        try {
            supervise(launch(starting, clusters, lease));
            return Optional.empty();
        } catch (JprismaException e) {
            change.undo();
            supervise(startPostmaster(starting, clusters, lease));
            return Optional.of(new JprismaException(
                    e.kind(),
                    name + " does not start with these settings, and runs with those it had. " + e.getMessage(),
                    e));
        }
    }

    // ---- its history

    private HistoryView doKeepHistory(HistoryLength length, Asker asker) {
        InstanceRecord instance = data.requireOwnData();
        InstanceRecord changed = instance.keeping(length);
        boolean runs = postmaster != null && postmaster.isAlive();
        if (length.isOff()) {
            history().end(instance);
        } else if (runs) {
            history().begin(changed, asker);
        }
        records.saveOrLater(changed);
        if (runs && !length.isOff()) {
            history().keep();
        }
        return HistoryView.of(changed, context.home());
    }

    private InstanceHistory history() {
        if (history == null) {
            history = new InstanceHistory(name, context, new HistoryOwner());
        }
        return history;
    }

    /** Whose history it is. */
    private final class HistoryOwner implements InstanceHistory.Owner {
        @Override
        public Optional<InstanceRecord> running() {
            return postmaster != null && postmaster.isAlive() ? Optional.of(records.current()) : Optional.empty();
        }

        @Override
        public void reload() {
            postmaster.reload();
        }

        @Override
        public void later(Duration delay, String what, Runnable task) {
            Instance.this.later(delay, what, task);
        }
    }

    // ---- what befalls it

    private void ended(Postmaster which) {
        if (which == postmaster) {
            postmaster = null;
            crashed(
                    "its postmaster (process " + which.identity().pid() + ") ended by itself",
                    Duration.ofNanos(System.nanoTime() - startedNanos));
        }
    }

    private void crashed(String reason, Duration ranFor) {
        Duration delay = restarts.delayAfter(ranFor);
        LOG.warn("{}: {}; starting it again in {} ms", name, reason, delay.toMillis());
        records.saveOrLater(records.current().crashed(reason));
        tell(InstanceStatus.CRASHED, reason + "; starting it again");
        restart = context.scheduler()
                .schedule(() -> queue.execute("start", this::restart), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart() {
        if (restart == null || postmaster != null) {
            return;
        }
        restart = null;
        InstanceRecord instance = records.current();
        ClusterFactory clusters;
        try {
            clusters = context.bootstrap().await(instance.postgres());
        } catch (JprismaException e) {
            crashed(e.getMessage(), Duration.ZERO);
            return;
        }
        try {
            clusters.storage().takeIn(instance, LOG::info);
            supervise(startPostmaster(instance, clusters, lease));
            runs(noting(instance));
            tell(InstanceStatus.RUNNING, "it runs again");
        } catch (JprismaException e) {
            if (e.kind() == ErrorKind.HOME_UNUSABLE) {
                failed(e.getMessage());
            } else {
                crashed(e.getMessage(), Duration.ZERO);
            }
        }
    }

    private void failed(String reason) {
        LOG.error("{}: {}", name, reason);
        closeListeners();
        records.saveOrLater(records.current().failed(reason));
        tell(InstanceStatus.ERROR, reason);
    }

    // ---- taking over

    private void ensureAdopted() {
        if (!adopted) {
            InstanceRename.recover(context, name);
            DataSwap.recover(context, name);
            Optional<RegistryEntry> entry = records.load();
            entry.flatMap(RegistryEntry::readable).ifPresent(this::adopt);
            // A record that is lost or cannot be read may be mended.
            adopted = entry.isEmpty() || entry.get().readable().isPresent();
        }
    }

    private void adopt(InstanceRecord instance) {
        if (instance.isLinked()) {
            adoptLinked(instance);
            return;
        }
        Path data = instance.dataDirectory(context.home());
        Optional<Postmaster> live = Postmaster.adopt(data);
        if (instance.ephemeral() && (live.isEmpty() || instance.owner() == null)) {
            live.ifPresent(Postmaster::stopImmediately);
            context.shadowOf(instance).close();
            delete();
        } else if (instance.wanted() == DesiredState.STOPPED) {
            finishStopping(instance, live);
        } else if (live.isPresent() && isOnItsPort(instance)) {
            takeOver(instance, live.get());
        } else if (live.isPresent() || Liveness.statusOf(instance, data, false) == InstanceStatus.CRASHED) {
            live.ifPresent(Postmaster::stop);
            records.saveOrLater(reopenListeners(instance));
            holdFor(instance);
            crashed("its postmaster ended by itself while no daemon ran", Duration.ZERO);
        } else {
            context.shadowOf(instance).removeLeftOver();
            records.saveOrLater(instance.stopped());
        }
    }

    private void adoptLinked(InstanceRecord instance) {
        InstanceStatus status = Liveness.statusOf(instance, instance.dataDirectory(context.home()), false);
        if (instance.wanted() == DesiredState.RUNNING && status == InstanceStatus.RUNNING) {
            adopted = true;
            runs(reopenListeners(instance));
            holdFor(instance);
            return;
        }
        context.shadowOf(instance).removeLeftOver();
        if (instance.status() != InstanceStatus.NOT_RUNNING && instance.status() != InstanceStatus.ERROR) {
            records.saveOrLater(instance.stopped());
        }
    }

    /** A daemon before was killed while it stopped it, or could not stop it. */
    private void finishStopping(InstanceRecord instance, Optional<Postmaster> live) {
        context.shadowOf(instance).removeLeftOver();
        if (instance.status() != InstanceStatus.NOT_RUNNING) {
            live.ifPresent(Postmaster::stop);
        }
        if (instance.status() == InstanceStatus.STOPPING) {
            records.saveOrLater(instance.stopped());
        }
    }

    private boolean isOnItsPort(InstanceRecord instance) {
        return PostmasterPidFile.read(instance.dataDirectory(context.home()))
                .filter(file -> file.port() == instance.ports().database().number())
                .isPresent();
    }

    private void takeOver(InstanceRecord instance, Postmaster live) {
        boolean wasSeenReady =
                instance.status() == InstanceStatus.RUNNING && live.identity().equals(instance.postmaster());
        supervise(wasSeenReady ? live : awaitReady(instance, live));
        InstanceRecord open = reopenListeners(instance);
        runs(wasSeenReady ? open : noting(open));
        holdFor(instance);
    }

    /** The daemon that started it may have been killed before the server had its password. */
    private Postmaster awaitReady(InstanceRecord instance, Postmaster live) {
        try {
            ClusterFactory clusters = context.bootstrap().await(instance.postgres());
            return Postmaster.adoptStarting(optionsOf(instance, clusters)).orElse(live);
        } catch (JprismaException e) {
            LOG.warn("{}: whether it has its password is not known: {}", name, e.getMessage());
            return live;
        }
    }

    /** A foreground instance ends with its terminal, even if the daemon it was connected to was killed before. */
    private void holdFor(InstanceRecord instance) {
        if (instance.owner() != null) {
            hold(Lease.ofProcess(instance.owner()));
        }
    }

    /**
     * Its listeners closed with the daemon before. If somebody took a port meanwhile, that one stays closed, since URLs
     * with it stand in somebody's files, and is tried again.
     */
    private InstanceRecord reopenListeners(InstanceRecord instance) {
        listeners = InstanceListeners.bindWhatIsFree(instance, context);
        listeners.open(context.gateway().soon());
        ClosedPorts closed = listeners.closed();
        if (!closed.areNone()) {
            LOG.warn("{}: it runs, but {}", name, closed);
            tryListenersAgain(listeners);
        }
        return instance.closing(closed);
    }

    private void tryListenersAgain(InstanceListeners which) {
        later(RETRY, "opening its ports", () -> openClosedListeners(which));
    }

    private void later(Duration delay, String what, Runnable task) {
        context.scheduler().schedule(() -> queue.execute(what, task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void openClosedListeners(InstanceListeners which) {
        if (listeners != which) {
            return;
        }
        ClosedPorts closed = listeners.closed();
        listeners.open(context.gateway().soon());
        if (!closed.equals(records.current().closedDoors())) {
            records.saveOrLater(records.current().closing(closed));
        }
        if (!closed.areNone()) {
            tryListenersAgain(which);
        }
    }

    // ---- stopping

    private boolean doStop() {
        InstanceRecord instance = current().orElseThrow(this::notFound).required();
        boolean known = postmaster != null || restart != null || listeners != null;
        if (!known) {
            postmaster =
                    Postmaster.adopt(instance.dataDirectory(context.home())).orElse(null);
        }
        if (!known && postmaster == null && instance.wanted() == DesiredState.STOPPED) {
            lease = null;
            return false;
        }
        records.saveOrLater(instance.stopping());
        try {
            stopServer();
            records.saveOrLater(instance.stopped());
            tell(InstanceStatus.NOT_RUNNING, "stopped");
        } catch (JprismaException e) {
            records.saveOrLater(instance.failed(e.getMessage()));
            tell(InstanceStatus.ERROR, e.getMessage());
            throw e;
        } finally {
            lease = null;
        }
        LOG.info("{}: stopped", name);
        if (instance.ephemeral()) {
            delete();
        }
        return true;
    }

    /** Closes its listeners and stops its server, if there is one. */
    private void stopServer() {
        cancelRestart();
        closeListeners();
        Postmaster stopping = postmaster;
        // What ends from here on was asked to.
        postmaster = null;
        if (stopping != null) {
            stopping.stop();
        }
    }

    private RemovedInstance doRemove(boolean force, boolean purge) {
        Optional<RegistryEntry> entry = current();
        Path place = dataDirectoryOf(entry);
        if (entry.isEmpty() && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw notFound();
        }
        Optional<Postmaster> live = postmaster == null ? Postmaster.adopt(place) : Optional.of(postmaster);
        if ((live.isPresent() || restart != null || isRunning()) && !force) {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    name + " is running: stop it first (jprisma dev stop " + name + "), or delete it as it is with"
                            + " jprisma dev rm --force " + name);
        }
        boolean keeps = !purge && data.isWorthKeeping(entry);
        cancelRestart();
        closeListeners();
        postmaster = null;
        live.ifPresent(keeps ? Postmaster::stop : Postmaster::stopImmediately);
        entry.flatMap(RegistryEntry::readable)
                .ifPresent(instance -> context.shadowOf(instance).close());
        tell(InstanceStatus.NOT_RUNNING, "deleted");
        lease = null;
        SnapshotRecord kept = keeps ? data.keepRemoved(entry) : null;
        delete();
        if (purge) {
            context.snapshots().removeAll(name);
        }
        return new RemovedInstance(kept == null ? null : SnapshotView.of(name, kept));
    }

    // ---- its data

    private StartedInstance doStartFork(
            CopiedInstance copy, StartInstance request, Lease asker, Consumer<String> progress) {
        requireNone(current());
        requireThere(asker);
        try {
            records.save(data.put(copy, request.database(), new Asker(progress, asker::hasEnded)));
            StartedInstance started = doStart(request.making(null), asker, false, progress);
            return new StartedInstance(started.instance(), true, false, started.moved());
        } catch (RuntimeException | Error e) {
            try {
                delete();
            } catch (JprismaException notDeleted) {
                e.addSuppressed(notDeleted);
            }
            throw e;
        }
    }

    /** What its data is exchanged under. */
    private final class Server implements InstanceData.Server {
        @Override
        public Optional<RegistryEntry> current() {
            return Instance.this.current();
        }

        @Override
        public boolean runs() {
            return postmaster != null || restart != null;
        }

        @Override
        public void stop() {
            stopServer();
        }

        @Override
        public void start(InstanceRecord instance, ClusterFactory clusters) {
            supervise(startPostmaster(instance, clusters, null));
            Instance.this.runs(noting(reopenListeners(instance)));
        }

        @Override
        public void failed(String reason) {
            Instance.this.failed(reason);
        }

        @Override
        public InstanceView view() {
            return Instance.this.view();
        }

        @Override
        public JprismaException notFound() {
            return Instance.this.notFound();
        }
    }

    private Path dataDirectoryOf(Optional<RegistryEntry> entry) {
        return entry.flatMap(RegistryEntry::readable)
                .map(instance -> instance.dataDirectory(context.home()))
                .orElseGet(() -> context.bootstrap().storage().findDataDirectory(name));
    }

    private void delete() {
        LOG.info("{}: deleting it and its data", name);
        try {
            context.bootstrap().storage().discardInstance(name);
            records.forget();
        } catch (IOException e) {
            if (current().filter(this::isThrownAway).isPresent()) {
                later(RETRY, "deleting it", this::deleteAgain);
            }
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, name + " cannot be deleted (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** What is ephemeral nobody asks to delete once more. */
    private void deleteAgain() {
        if (!isRunning() && current().filter(this::isThrownAway).isPresent()) {
            delete();
        }
    }

    private boolean isThrownAway(RegistryEntry entry) {
        return entry.readable().filter(InstanceRecord::ephemeral).isPresent();
    }

    // ---- small things

    /** What is known of it while something of it is alive; else what the disk says. */
    private Optional<RegistryEntry> current() {
        boolean active = postmaster != null || restart != null || listeners != null;
        return active ? Optional.of(RegistryEntry.of(records.current())) : records.load();
    }

    private boolean isRunning() {
        return postmaster == null ? server() != null : postmaster.isAlive();
    }

    /** What it runs by: its postmaster or, where its server is elsewhere, this daemon; null if it does not. */
    private ProcessIdentity server() {
        if (postmaster != null) {
            return postmaster.identity();
        }
        boolean serves = listeners != null
                && records.current() != null
                && records.current().isLinked();
        return serves ? ProcessIdentity.current() : null;
    }

    private InstanceView view() {
        return InstanceView.of(RegistryEntry.of(records.current()), context.home(), true);
    }

    private JprismaException notFound() {
        return UnknownInstance.toBeUsed(name, context.registry());
    }

    private void tell(InstanceStatus status, String message) {
        if (lease != null) {
            lease.tell(new InstanceEvent(name.value(), status, name + ": " + message));
        }
    }

    private void cancelRestart() {
        if (restart != null) {
            restart.cancel(false);
            restart = null;
        }
    }

    private void closeListeners() {
        if (listeners != null) {
            listeners.close();
            listeners = null;
        }
    }
}
