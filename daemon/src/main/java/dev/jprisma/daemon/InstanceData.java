package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterCopies;
import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.HistorySlot;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.SuperuserRepair;
import dev.jprisma.postgres.Unfinished;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ByteSize;
import dev.jprisma.state.DataExchange;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HistoryRegistry;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.PostmasterPidFile;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRecord;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.UpgradeInstance;
import dev.jprisma.state.control.UpgradedInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of an instance: snapshots of it are taken, other data is put in its place, and what goes is kept. Of the
 * instance's queue alone.
 */
final class InstanceData {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceData.class);
    private static final Duration CHECKPOINT_LIMIT = Duration.ofSeconds(30);

    private final InstanceName name;
    private final InstanceContext context;
    private final RecordKeeper records;
    private final Server server;
    private final Supplier<InstanceHistory> history;

    /** The server that works on the data, as the instance has it. */
    interface Server {
        /** What is known of the instance. */
        Optional<RegistryEntry> current();

        /** Whether it runs, or is to be started again by itself. */
        boolean runs();

        /** Stops it, if it runs, and closes the instance's ports. */
        void stop();

        /** Starts it and opens the ports again. */
        void start(InstanceRecord instance, ClusterFactory clusters);

        /** It does not run any more, for that reason. */
        void failed(String reason);

        InstanceView view();

        JprismaException notFound();
    }

    InstanceData(
            InstanceName name,
            InstanceContext context,
            RecordKeeper records,
            Server server,
            Supplier<InstanceHistory> history) {
        this.name = name;
        this.context = context;
        this.records = records;
        this.server = server;
        this.history = history;
    }

    /** Whether it is kept when the instance is removed: not what was made to be thrown away, and what is elsewhere. */
    boolean isWorthKeeping(Optional<RegistryEntry> entry) {
        return Files.isDirectory(place(), LinkOption.NOFOLLOW_LINKS)
                && entry.flatMap(RegistryEntry::readable)
                        .filter(instance -> instance.isLinked() || instance.ephemeral())
                        .isEmpty();
    }

    /** Makes an automatic snapshot of what an instance leaves that is removed next. No server runs on it. */
    SnapshotRecord keepRemoved(Optional<RegistryEntry> entry) {
        InstanceRecord instance = entry.flatMap(RegistryEntry::readable)
                .map(InstanceRecord::stopped)
                .orElseGet(this::recordOfLost);
        SnapshotRecord kept = presentData(instance, SnapshotCause.RM);
        try {
            DataSwap.begin(context, name, new DataExchange(kept, null, null)).take();
        } catch (JprismaException e) {
            context.makeRoom();
            throw new JprismaException(
                    e.kind(),
                    name + " is stopped and not deleted, since its data cannot be kept for jprisma dev undo ("
                            + e.getMessage() + "). To keep nothing: jprisma dev rm --purge " + name,
                    e);
        }
        return kept;
    }

    private InstanceRecord recordOfLost() {
        Storage storage = context.bootstrap().storage();
        return InstanceRecord.create(
                name,
                storage.majorVersion(place()),
                storage.newDataDirectory(name, false),
                InstancePorts.DEFAULT,
                false);
    }

    private Path place() {
        return context.bootstrap().storage().dataPlace(name);
    }

    /** @see Instance#takeSnapshot */
    SnapshotRecord takeSnapshot(SnapshotName chosen, SnapshotCause cause, Asker asker) {
        InstanceRecord instance = requireOwnData();
        Snapshots snapshots = context.snapshots();
        Instant now = Instant.now();
        SnapshotName snapshot = chosen != null ? chosen : snapshots.registry().newName(name, cause, now);
        if (snapshots.registry().find(name, snapshot).isPresent()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "There is a snapshot " + snapshot + " of " + name + " already: choose another name, or remove it"
                            + " first (jprisma dev snapshot rm " + name + " " + snapshot + ")");
        }
        ClusterFactory clusters = clustersOf(instance, asker);
        try (Unfinished copy = copyData(instance, clusters, !cause.isAutomatic(), asker)) {
            asker.requireThere();
            long bytes = ClusterCopies.bytes(clusters.storage(), copy.path());
            return snapshots.keep(
                    name, SnapshotRecord.create(snapshot, cause, now, bytes, instance.stopped()), copy.path());
        } catch (IOException e) {
            throw leftOver(e);
        }
    }

    /** @param stays whether the copy becomes a snapshot that somebody wants to keep */
    private Unfinished copyData(InstanceRecord instance, ClusterFactory clusters, boolean stays, Asker asker) {
        Path data = instance.dataDirectory(context.home());
        long bytes = ClusterCopies.bytesOfCopy(clusters.storage(), data);
        context.snapshots().makeRoomFor(bytes, stays, null);
        asker.tell("Copying the data of " + name + ", " + ByteSize.text(bytes));
        ClusterCopies copies = new ClusterCopies(clusters, asker.gone());
        Optional<PostmasterPidFile> live = Postmaster.adopt(data).flatMap(it -> PostmasterPidFile.read(data));
        if (live.isEmpty()) {
            return copies.ofStopped(data);
        }
        try {
            return copies.ofRunning(
                    data,
                    PostgresAddress.of(
                            data, live.get().port(), instance.password().text()));
        } catch (ServerErrorException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    name + ": PostgreSQL refuses jprisma's login (" + e.getMessage() + "). Give it another password"
                            + " (jprisma dev password " + name + "), or stop it first: then there is nothing to log in"
                            + " to",
                    e);
        }
    }

    void removeSnapshot(SnapshotName snapshot) {
        if (context.snapshots().registry().find(name, snapshot).isEmpty()) {
            context.snapshots().require(name, snapshot);
        }
        context.snapshots().remove(name, snapshot);
    }

    /** Of its data as it is now, for another instance. */
    CopiedInstance copy(Asker asker) {
        InstanceRecord instance = server.current().orElseThrow(server::notFound).required();
        requireServerOfItsOwn(instance);
        requireData(instance);
        ClusterFactory clusters = clustersOf(instance, asker);
        return new CopiedInstance(instance, copyData(instance, clusters, false, asker));
    }

    /** The same of a snapshot; the instance itself may be gone. */
    CopiedInstance copyOf(SnapshotName from, Asker asker) {
        SnapshotRecord snapshot = context.snapshots().require(name, from);
        ClusterFactory clusters = clustersOf(snapshot.instance(), asker);
        return new CopiedInstance(snapshot.instance(), copySnapshot(snapshot, clusters, asker));
    }

    /** The same as it was at a moment of its history. */
    CopiedInstance copyAt(Instant at, Asker asker) {
        InstanceRecord instance = requireOwnData();
        return new CopiedInstance(instance, history.get().dataAt(at, instance, clustersOf(instance, asker), asker));
    }

    private Unfinished copySnapshot(SnapshotRecord snapshot, ClusterFactory clusters, Asker asker) {
        context.snapshots().makeRoomFor(snapshot.bytes(), false, snapshot);
        asker.tell("Copying snapshot " + snapshot.name() + ", " + ByteSize.text(snapshot.bytes()));
        Unfinished copy = new ClusterCopies(clusters, asker.gone())
                .ofStopped(context.snapshots().dataOf(name, snapshot.name()));
        // One that was deleted meanwhile may have been copied in part.
        context.snapshots().require(name, snapshot.name());
        return copy;
    }

    /**
     * Puts a copy of another's data in the place of a new instance, whose record this gives.
     *
     * @param database what it is as a database of a project, or null
     */
    InstanceRecord put(CopiedInstance copy, ManagedDatabase database, Asker asker) {
        ClusterFactory clusters = clustersOf(copy.instance(), asker);
        InstanceRecord fork = InstanceRecord.create(
                        name,
                        copy.instance().postgresVersion(),
                        clusters.storage().newDataDirectory(name, false),
                        InstancePorts.DEFAULT,
                        false)
                .runningOn(copy.instance().postgresVersion(), copy.instance().postgresHome())
                .allowing(copy.instance().allowedOrigins())
                .limiting(copy.instance().limits())
                .managedAs(database);
        asker.tell("Starting " + name);
        repairLogins(copy.data().path(), fork, clusters);
        DataSwap swap = DataSwap.begin(context, name, new DataExchange(null, null, fork));
        records.save(fork);
        swap.put(copy.data().path());
        swap.complete();
        return fork;
    }

    /** @see Instance#restore */
    ExchangedData restore(SnapshotName from, Asker asker) {
        InstanceRecord instance = requireOwnData();
        SnapshotRecord snapshot = context.snapshots().require(name, from);
        ClusterFactory clusters = clustersOf(snapshot.instance(), asker);
        try (Unfinished copy = copySnapshot(snapshot, clusters, asker)) {
            if (!snapshot.instance().hasLoginsOf(instance)) {
                repairLogins(copy.path(), instance, clusters);
            }
            return exchange(instance, SnapshotCause.RESTORE, copy.path(), snapshot, null, clusters, asker);
        } catch (IOException e) {
            throw leftOver(e);
        }
    }

    /** @see Instance#restoreAt */
    ExchangedData restoreAt(Instant at, Asker asker) {
        InstanceRecord instance = requireOwnData();
        ClusterFactory clusters = clustersOf(instance, asker);
        try (Unfinished copy = history.get().dataAt(at, instance, clusters, asker)) {
            repairLogins(copy.path(), instance, clusters);
            return exchange(instance, SnapshotCause.RESTORE, copy.path(), null, null, clusters, asker);
        } catch (IOException e) {
            throw leftOver(e);
        }
    }

    /** @see Instance#reset */
    ExchangedData reset(Asker asker) {
        InstanceRecord instance = requireOwnData();
        ClusterFactory clusters = clustersOf(instance, asker);
        try (Unfinished empty = new ClusterCopies(clusters).emptyLike(place())) {
            if (!instance.logins().isEmpty()) {
                repairLogins(empty.path(), instance, clusters);
            }
            return exchange(instance, SnapshotCause.RESET, empty.path(), null, null, clusters, asker);
        } catch (IOException e) {
            throw leftOver(e);
        } finally {
            context.prepareSpare(clusters);
        }
    }

    /** @see Instance#upgrade */
    UpgradedInstance upgrade(UpgradeInstance request, Lease lease, Consumer<String> progress) {
        InstanceRecord instance = requireOwnData();
        Asker asker = new Asker(progress, lease::hasEnded);
        PostgresChoice wanted = instance.newerPostgres(request.major());
        ClusterFactory before = clustersOf(instance, asker);
        ClusterFactory after = context.bootstrap().await(wanted, progress, lease.end());
        context.snapshots().makeRoomFor(ClusterCopies.bytesOfCopy(before.storage(), place()), false, null);
        boolean runs = server.runs();
        if (runs) {
            progress.accept("Stopping " + name + ", so that nothing is written meanwhile");
        }
        // If this daemon ends, the next one has it as it was.
        records.saveOrLater(runs ? instance.starting(instance.ports(), instance.owner()) : instance.stopping());
        UpgradedCluster upgraded = new UpgradedCluster(context, instance, before, after);
        try (Unfinished next = after.createAside()) {
            server.stop();
            HeldPorts ports = new HeldPorts(instance.ports());
            try {
                upgraded.fill(next.path(), Path.of(request.tools()), progress, lease::hasEnded);
            } finally {
                ports.close();
            }
            InstanceRecord changed = instance.runningOn(after.installation().version(), wanted.home())
                    .refusingLogin(null);
            ExchangedData exchanged =
                    exchange(instance, changed, runs, SnapshotCause.UPGRADE, next.path(), null, null, after, asker);
            return new UpgradedInstance(
                    exchanged.instance(),
                    instance.postgresVersion(),
                    upgraded.copied().databases(),
                    upgraded.copied().tables(),
                    upgraded.leftOut(),
                    exchanged.kept());
        } catch (IOException e) {
            throw leftOver(e);
        } catch (RuntimeException | Error e) {
            // An exchange that failed has taken back what it did.
            if (!server.runs()) {
                goOn(instance, runs, before, e);
            }
            throw new JprismaException(
                    e instanceof JprismaException known ? known.kind() : ErrorKind.INTERNAL,
                    name + " has PostgreSQL " + instance.postgresVersion() + " as before: " + e.getMessage(),
                    e);
        }
    }

    private void goOn(InstanceRecord instance, boolean runs, ClusterFactory clusters, Throwable why) {
        try {
            records.saveOrLater(instance);
            if (runs) {
                server.start(instance, clusters);
            }
        } catch (RuntimeException | Error e) {
            why.addSuppressed(e);
            server.failed(String.valueOf(e.getMessage()));
        }
    }

    /** @see Instance#undo */
    ExchangedData undo(Asker asker) {
        Snapshots snapshots = context.snapshots();
        SnapshotRecord last = snapshots
                .registry()
                .lastAutomatic(name)
                .map(found -> snapshots.require(name, found.name()))
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.NOT_FOUND,
                        "There is nothing of " + name + " to bring back: what commands destroy is kept for "
                                + SnapshotRecord.AUTOMATIC_STAY.toHours() + " hours"));
        Optional<RegistryEntry> entry = server.current();
        if (entry.isEmpty()) {
            return bringBack(last);
        }
        InstanceRecord instance = entry.get().required();
        requireDurable(instance);
        ClusterFactory clusters = clustersOf(last.instance(), asker);
        Path data = snapshots.dataOf(name, last.name());
        if (!last.instance().hasLoginsOf(instance)) {
            repairLogins(data, instance, clusters);
            snapshots.save(name, last.withLoginsOf(instance));
        }
        if (instance.history() == null) {
            endHistory(data);
        }
        return exchange(instance, SnapshotCause.UNDO, data, last, last.name(), clusters, asker);
    }

    /** It was kept when the data was put aside, and is not any more: nobody would look after its WAL. */
    private void endHistory(Path data) {
        Optional<String> id = HistoryRegistry.idOf(data);
        if (id.isEmpty()) {
            return;
        }
        try {
            HistorySlot.remove(context.bootstrap().storage(), data, id.get());
        } catch (IOException e) {
            throw leftOver(e);
        }
    }

    /** An instance that was removed, with its ports and secrets. */
    private ExchangedData bringBack(SnapshotRecord last) {
        InstanceRecord instance = last.instance().stopped();
        DataSwap swap = DataSwap.begin(context, name, new DataExchange(null, last.name(), instance));
        swap.put(context.snapshots().dataOf(name, last.name()));
        records.save(instance);
        swap.complete();
        LOG.info("{}: it is there again", name);
        return new ExchangedData(server.view(), SnapshotView.of(name, last), null, null);
    }

    /**
     * Puts other data in the place of its own, which becomes an automatic snapshot when the new server has answered.
     *
     * @param next of a cluster that was shut down, whose superuser has this instance's password
     * @param from the snapshot it is of, or null
     * @param gives the snapshot that it is and that is used up by this, or null
     * @throws JprismaException why not; then all is as it was
     */
    private ExchangedData exchange(
            InstanceRecord instance,
            SnapshotCause cause,
            Path next,
            SnapshotRecord from,
            SnapshotName gives,
            ClusterFactory clusters,
            Asker asker) {
        InstanceRecord changed = (from == null
                        ? instance
                        : instance.runningOn(
                                from.instance().postgresVersion(),
                                from.instance().postgresHome()))
                .refusingLogin(null);
        return exchange(instance, changed, server.runs(), cause, next, from, gives, clusters, asker);
    }

    /**
     * The same.
     *
     * @param changed the instance with the new data
     * @param runs whether it is to run with it
     */
    private ExchangedData exchange(
            InstanceRecord instance,
            InstanceRecord changed,
            boolean runs,
            SnapshotCause cause,
            Path next,
            SnapshotRecord from,
            SnapshotName gives,
            ClusterFactory clusters,
            Asker asker) {
        SnapshotRecord takes =
                Files.isDirectory(place(), LinkOption.NOFOLLOW_LINKS) ? presentData(instance.stopped(), cause) : null;
        asker.requireThere();
        if (runs) {
            asker.tell("Restarting " + name);
            checkpoint(instance);
        }
        DataSwap swap = DataSwap.begin(context, name, new DataExchange(takes, gives, changed));
        long began = System.nanoTime();
        try {
            if (runs) {
                records.saveOrLater(instance.starting(instance.ports(), instance.owner()));
            }
            server.stop();
            swap.put(next);
            if (runs) {
                server.start(changed, clusters);
            } else {
                records.save(changed.stopped());
            }
        } catch (RuntimeException | Error e) {
            takeBack(swap, instance, runs, asker, e);
            throw new JprismaException(
                    e instanceof JprismaException known ? known.kind() : ErrorKind.INTERNAL,
                    name + " has the data that it had before: " + e.getMessage(),
                    e);
        }
        Long millis = runs ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) : null;
        complete(swap);
        LOG.info("{}: {}: it has other data", name, cause);
        return new ExchangedData(
                server.view(),
                from == null ? null : SnapshotView.of(name, from),
                takes == null ? null : SnapshotView.of(name, takes),
                millis);
    }

    private void complete(DataSwap swap) {
        try {
            swap.complete();
        } catch (JprismaException e) {
            throw new JprismaException(
                    e.kind(),
                    name + " has its new data, and what it had becomes a snapshot when that can be done: "
                            + e.getMessage(),
                    e);
        }
    }

    private void takeBack(DataSwap swap, InstanceRecord instance, boolean runs, Asker asker, Throwable why) {
        LOG.warn("{}: its new data is taken back: {}", name, why.getMessage());
        try {
            server.stop();
            swap.rollBack();
            records.saveOrLater(instance);
            if (runs) {
                server.start(instance, clustersOf(instance, asker));
            }
        } catch (RuntimeException | Error e) {
            why.addSuppressed(e);
            server.failed(String.valueOf(why.getMessage()));
        }
    }

    /** With less to write at the end, the server is away for less long. */
    private void checkpoint(InstanceRecord instance) {
        try (PostgresConnection session = PostgresConnection.open(
                PostgresAddress.of(
                        instance.dataDirectory(context.home()),
                        instance.ports().database().number(),
                        instance.password().text()),
                CHECKPOINT_LIMIT)) {
            session.setReadTimeout(CHECKPOINT_LIMIT);
            session.query("CHECKPOINT", ResultReceiver.NONE);
        } catch (PostgresException e) {
            LOG.debug("{}: no checkpoint before it stops", name, e);
        }
    }

    /** What its data becomes when other data takes its place. */
    private SnapshotRecord presentData(InstanceRecord instance, SnapshotCause cause) {
        Instant now = Instant.now();
        return SnapshotRecord.create(
                context.snapshots().registry().newName(name, cause, now),
                cause,
                now,
                ClusterCopies.bytes(context.bootstrap().storage(), place()),
                instance);
    }

    /** @throws JprismaException if it has none that is kept */
    InstanceRecord requireOwnData() {
        InstanceRecord instance = server.current().orElseThrow(server::notFound).required();
        requireDurable(instance);
        requireData(instance);
        return instance;
    }

    private void requireDurable(InstanceRecord instance) {
        requireServerOfItsOwn(instance);
        if (instance.ephemeral()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is ephemeral: its data goes with it. To keep it: jprisma dev fork " + name + " NEW");
        }
    }

    private void requireServerOfItsOwn(InstanceRecord instance) {
        if (instance.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is linked to " + instance.upstream() + ": its data is there, and nothing of it is here");
        }
    }

    private void requireData(InstanceRecord instance) {
        if (!instance.hasRun() && !Files.exists(instance.dataDirectory(context.home()), LinkOption.NOFOLLOW_LINKS)) {
            throw new JprismaException(
                    ErrorKind.INVALID, name + " has never run and has no data yet: jprisma dev start " + name);
        }
    }

    private ClusterFactory clustersOf(InstanceRecord instance, Asker asker) {
        return context.bootstrap().await(instance.postgres(), asker.progress(), new CompletableFuture<>());
    }

    /** Before anybody can log in: who could to that data can no more, and who can to the instance can again. */
    private static void repairLogins(Path dataDirectory, InstanceRecord instance, ClusterFactory clusters) {
        SuperuserRepair.run(
                clusters.installation(), dataDirectory, instance.password().text(), instance.logins());
    }

    private JprismaException leftOver(IOException e) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                name + ": a copy of its data is left that cannot be deleted (" + JprismaHome.reason(e) + ")",
                e);
    }
}
