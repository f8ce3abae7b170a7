package dev.jprisma.daemon;

import dev.jprisma.postgres.BaseCopy;
import dev.jprisma.postgres.ClusterCopies;
import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.HistorySlot;
import dev.jprisma.postgres.HistorySlot.KeptWal;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.SettingsFile;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.Unfinished;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ByteSize;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HistoryBase;
import dev.jprisma.state.HistoryRecord;
import dev.jprisma.state.HistoryRegistry;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostmasterPidFile;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.ShownTime;
import dev.jprisma.state.SnapshotEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of an instance: base copies of its cluster, and a slot in it that keeps the WAL since, from which its
 * data at a moment is made. It is looked after while its server runs. What is wrong with it keeps the server from
 * nothing: then it is given up, and begins anew when it can. Of the instance's queue alone.
 */
final class InstanceHistory {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceHistory.class);

    /** How much WAL is kept, unless the user says something else. */
    private static final long MOST_WAL = 4L << 30;

    private static final ServerSetting LIMIT_OF_WAL = new ServerSetting(HistorySlot.MOST_WAL, "4GB");

    /** Of the disk, for all others. */
    private static final long SPACE_FOR_OTHERS = 256L << 20;

    private final InstanceName name;
    private final InstanceContext context;
    private final Owner owner;
    private final HistoryRegistry registry;
    private boolean watching;
    private boolean copying;
    private String complaint;

    /** The instance. */
    interface Owner {
        /** Its record while its server runs; empty if it does not. */
        Optional<InstanceRecord> running();

        /** Has its server read its settings again. */
        void reload();

        /** Makes something a task of its queue, when that time has passed. */
        void later(Duration delay, String what, Runnable task);
    }

    InstanceHistory(InstanceName name, InstanceContext context, Owner owner) {
        this.name = name;
        this.context = context;
        this.owner = owner;
        this.registry = new HistoryRegistry(context.home());
    }

    /** Looks after it from now on, until its server ends or no history is wanted. */
    void keep() {
        if (!watching) {
            watching = true;
            owner.later(Duration.ZERO, "looking after its history", this::look);
        }
    }

    private void look() {
        Optional<InstanceRecord> running = owner.running().filter(instance -> instance.history() != null);
        if (running.isEmpty()) {
            watching = false;
            return;
        }
        try {
            look(running.get());
            complaint = null;
        } catch (PostgresException | JprismaException | IOException e) {
            complain(String.valueOf(e.getMessage()));
        }
        owner.later(context.settings().historyLook(), "looking after its history", this::look);
    }

    private void complain(String message) {
        if (!message.equals(complaint)) {
            complaint = message;
            LOG.warn("{}: its history: {}", name, message);
        }
    }

    private void look(InstanceRecord instance) throws IOException {
        Path data = instance.dataDirectory(context.home());
        Storage storage = context.bootstrap().storage();
        try (HistorySlot slot = HistorySlot.open(superuser(instance, data))) {
            if (storage.usableBytes() < SPACE_FOR_OTHERS) {
                giveUp(slot, data);
            }
            HistoryRecord history = begun(slot, instance, data);
            KeptWal kept = slot.kept(history.id()).orElseThrow();
            HistoryPolicy policy = new HistoryPolicy(instance.history(), kept.most() < 0 ? MOST_WAL : kept.most());
            Instant now = Instant.now();
            HistoryRecord needed = history.withBases(policy.needed(history.bases(), now, kept.end()));
            // First the record: what it names is there.
            if (!needed.equals(history)) {
                registry.save(name, needed);
            }
            deleteOthers(needed);
            needed.bases().stream()
                    .findFirst()
                    .filter(oldest -> oldest.wal() > kept.from())
                    .ifPresent(oldest -> slot.advance(needed.id(), oldest.wal()));
            sweep(needed.id(), data);
            if (!copying && policy.wantsBase(needed.bases(), now, kept.end())) {
                copyAside(instance, needed.id());
            }
        }
    }

    /** The history of this data; a new one if it has none, or its WAL was more than may be kept. */
    private HistoryRecord begun(HistorySlot slot, InstanceRecord instance, Path data) throws IOException {
        Optional<String> id = HistoryRegistry.idOf(data);
        Optional<KeptWal> kept = id.flatMap(slot::kept);
        if (kept.filter(wal -> !wal.lost()).isPresent()) {
            return registry.find(name, id.get()).orElseGet(() -> HistoryRecord.of(id.get()));
        }
        if (id.isPresent()) {
            LOG.warn("{}: more WAL than {} allows: its history begins anew", name, HistorySlot.MOST_WAL);
            slot.drop(id.get());
            forget(id.get());
        }
        requireRoom(data);
        String next = HistoryRecord.newId();
        slot.create(next);
        keepWalWithinLimit(instance, data);
        LOG.info("{}: it keeps a history of {}", name, instance.history());
        // Before it has a base: what is left of it is found by its record.
        HistoryRecord history = HistoryRecord.of(next);
        registry.save(name, history);
        return history;
    }

    private void requireRoom(Path data) {
        Storage storage = context.bootstrap().storage();
        long wanted = ClusterCopies.bytesOfCopy(storage, data) + 2 * SPACE_FOR_OTHERS;
        long usable = storage.usableBytes();
        if (usable < wanted) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The disk has " + ByteSize.text(usable) + " free, and to keep a history of " + name + " takes "
                            + ByteSize.text(wanted));
        }
    }

    /** However long no daemon looks after it. */
    private void keepWalWithinLimit(InstanceRecord instance, Path data) {
        AlteredSettings settings = AlteredSettings.of(data);
        if (settings.value(HistorySlot.MOST_WAL).isEmpty()) {
            write(instance, data, settings.with(List.of(LIMIT_OF_WAL)));
        }
    }

    private void write(InstanceRecord instance, Path data, AlteredSettings settings) {
        new SettingsFile(clustersOf(instance)).write(data, settings);
        if (owner.running().isPresent()) {
            owner.reload();
        }
    }

    /** The copy takes a while, during which all else can be done to the instance. */
    private void copyAside(InstanceRecord instance, String id) {
        copying = true;
        context.threads().execute(() -> {
            BaseCopy copy = null;
            String failure = null;
            try {
                copy = copy(instance, () -> false);
            } catch (PostgresException | JprismaException e) {
                failure = String.valueOf(e.getMessage());
            }
            BaseCopy made = copy;
            String why = failure;
            owner.later(Duration.ZERO, "keeping its history", () -> copied(id, made, why));
        });
    }

    private void copied(String id, BaseCopy copy, String failure) {
        copying = false;
        if (copy == null) {
            complain(failure);
            return;
        }
        try (copy) {
            file(id, copy);
        } catch (IOException | JprismaException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private BaseCopy copy(InstanceRecord instance, BooleanSupplier abandoned) {
        Path data = instance.dataDirectory(context.home());
        requireRoom(data);
        return new ClusterCopies(clustersOf(instance), abandoned).baseOf(data, superuser(instance, data));
    }

    /** Unless the instance has other data by now, which has a history of its own. */
    private void file(String id, BaseCopy copy) throws IOException {
        if (!HistoryRegistry.belongs(id, context.bootstrap().storage().dataPlace(name))) {
            return;
        }
        HistoryRecord history = registry.find(name, id).orElseGet(() -> HistoryRecord.of(id));
        if (history.bases().stream().anyMatch(base -> base.wal() >= copy.wal())) {
            // A command took one while this one was taken aside; what is before it is let go of.
            return;
        }
        Storage storage = context.bootstrap().storage();
        long bytes = ClusterCopies.bytes(storage, copy.cluster().path());
        HistoryBase base = new HistoryBase(HistoryRecord.newId(), copy.wal(), copy.from(), bytes);
        storage.move(copy.cluster().path(), storage.historyBase(name, id, base.id()));
        registry.save(name, history.with(base));
        LOG.info("{}: its history has a base from {}", name, base.from());
    }

    /**
     * Begins to keep it at once.
     *
     * @param instance runs, and is to keep one
     * @throws JprismaException why not; then nothing is kept
     */
    void begin(InstanceRecord instance, Asker asker) {
        Path data = instance.dataDirectory(context.home());
        try (HistorySlot slot = HistorySlot.open(superuser(instance, data))) {
            HistoryNeeds.obstacle(slot.settings()).ifPresent(setting -> {
                throw HistoryNeeds.none(name, setting, AlteredSettings.of(data));
            });
            HistoryRecord history = begun(slot, instance, data);
            if (history.bases().isEmpty()) {
                asker.tell("Copying the data of " + name);
                try (BaseCopy copy = copy(instance, asker.gone())) {
                    file(history.id(), copy);
                } catch (PostgresException | JprismaException | IOException e) {
                    slot.drop(history.id());
                    throw e;
                }
            }
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "PostgreSQL keeps no history of " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "No history of " + name + " can be kept (" + JprismaHome.reason(e) + ")",
                    e);
        }
    }

    /** Keeps none any more, and nothing of what was kept. */
    void end(InstanceRecord instance) {
        Path data = instance.dataDirectory(context.home());
        try {
            Optional<String> id = HistoryRegistry.idOf(data);
            if (id.isPresent() && owner.running().isPresent()) {
                try (HistorySlot slot = HistorySlot.open(superuser(instance, data))) {
                    slot.drop(id.get());
                }
            } else if (id.isPresent()) {
                HistorySlot.remove(context.bootstrap().storage(), data, id.get());
            }
            for (String each : registry.ids(name)) {
                forget(each);
            }
            AlteredSettings settings = AlteredSettings.of(data);
            if (settings.all().contains(LIMIT_OF_WAL)) {
                write(instance, data, settings.without(List.of(LIMIT_OF_WAL.name())));
            }
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "PostgreSQL goes on keeping the history of " + name + ": " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw notDeleted(e);
        }
    }

    /** Where the disk is full, a server can start without what is kept for its history. No server runs. */
    void makeRoomWhereFull(InstanceRecord instance) {
        Storage storage = context.bootstrap().storage();
        if (storage.usableBytes() >= SPACE_FOR_OTHERS) {
            return;
        }
        Path data = instance.dataDirectory(context.home());
        try {
            Optional<String> id = HistoryRegistry.idOf(data);
            if (id.isPresent() && Postmaster.adopt(data).isEmpty()) {
                LOG.warn("{}: the disk is full: its history is given up", name);
                HistorySlot.remove(storage, data, id.get());
                forget(id.get());
            }
        } catch (IOException | JprismaException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void giveUp(HistorySlot slot, Path data) throws IOException {
        Optional<String> id = HistoryRegistry.idOf(data);
        if (id.isPresent()) {
            LOG.warn("{}: the disk is full: its history is given up", name);
            slot.drop(id.get());
            forget(id.get());
        }
    }

    private void forget(String id) throws IOException {
        registry.forget(name, id);
        context.bootstrap().storage().keepHistoryBases(name, id, Set.of());
    }

    private void deleteOthers(HistoryRecord history) throws IOException {
        context.bootstrap()
                .storage()
                .keepHistoryBases(
                        name,
                        history.id(),
                        history.bases().stream().map(HistoryBase::id).collect(Collectors.toSet()));
    }

    /** Forgets histories of data that nothing brings back any more. */
    private void sweep(String present, Path data) throws IOException {
        for (String id : registry.ids(name)) {
            if (!id.equals(present) && !HistoryRegistry.belongs(id, data) && !isOfSnapshot(id)) {
                forget(id);
            }
        }
    }

    private boolean isOfSnapshot(String id) {
        Snapshots snapshots = context.snapshots();
        return snapshots.registry().of(name).stream()
                .map(SnapshotEntry::name)
                .anyMatch(snapshot -> HistoryRegistry.belongs(id, snapshots.dataOf(name, snapshot)));
    }

    /**
     * A copy of its data as it was at a moment. The caller closes it.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if that moment is not in its history, which it names
     */
    Unfinished dataAt(Instant at, InstanceRecord instance, ClusterFactory clusters, Asker asker) {
        Path data = instance.dataDirectory(context.home());
        boolean live = Postmaster.adopt(data).isPresent();
        HistoryRecord history = require(instance, live);
        if (at.isAfter(Instant.now())) {
            throw new JprismaException(ErrorKind.INVALID, ShownTime.text(at) + " is yet to come");
        }
        HistoryBase base = history.baseFor(at).orElseThrow(() -> beforeAll(at, history));
        if (live) {
            commitAfter(at, history.id(), superuser(instance, data));
        }
        context.snapshots().makeRoomFor(base.bytes(), false, null);
        asker.tell("Bringing a copy of " + name + ", " + ByteSize.text(base.bytes()) + ", to " + ShownTime.text(at));
        return new ClusterCopies(clusters, asker.gone())
                .ofMoment(
                        context.bootstrap().storage().historyBase(name, history.id(), base.id()),
                        base.wal(),
                        data,
                        at,
                        live);
    }

    private HistoryRecord require(InstanceRecord instance, boolean live) {
        return registry.of(instance)
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.INVALID,
                        instance.history() == null
                                ? name + " keeps no history: jprisma dev history " + name + " 1h begins one"
                                : notBegun(live)));
    }

    private String notBegun(boolean live) {
        if (!live) {
            return "The history of " + name + " has yet to begin, which it does when it runs: jprisma dev start "
                    + name;
        }
        return "The history of " + name + " has yet to begin: "
                + (complaint == null
                        ? "the copy of its data is being made from which on it reaches; jprisma dev history " + name
                                + " says when that is there"
                        : complaint)
                + ofPreviousData();
    }

    private JprismaException beforeAll(Instant at, HistoryRecord history) {
        return new JprismaException(
                ErrorKind.INVALID,
                name + " cannot go back to " + ShownTime.text(at) + ": its history reaches from "
                        + ShownTime.textFrom(history.from().orElseThrow()) + " to now, "
                        + ShownTime.text(Instant.now()) + ofPreviousData());
    }

    /** Other data has another history: what was asked for may be in that of the data before. */
    private String ofPreviousData() {
        Snapshots snapshots = context.snapshots();
        return snapshots
                .registry()
                .lastAutomatic(name)
                .filter(last -> HistoryRegistry.idOf(snapshots.dataOf(name, last.name()))
                        .isPresent())
                .map(last -> ". The data that it had until " + ShownTime.text(last.createdAt())
                        + " has a history of its own: jprisma dev undo " + name + " brings both back")
                .orElse("");
    }

    private void commitAfter(Instant at, String id, ServerAddress superuser) {
        try (HistorySlot slot = HistorySlot.open(superuser)) {
            if (slot.kept(id).filter(kept -> !kept.lost()).isEmpty()) {
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        "The history of " + name + " is lost: more WAL was written than " + HistorySlot.MOST_WAL
                                + " allows");
            }
            if (!slot.commitAfter(at)) {
                throw new JprismaException(
                        ErrorKind.INVALID, "By the clock of its server " + ShownTime.text(at) + " is yet to come");
            }
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    name + ": PostgreSQL cannot be asked for its WAL (" + e.getMessage() + ")",
                    e);
        }
    }

    private ServerAddress superuser(InstanceRecord instance, Path data) {
        int port = PostmasterPidFile.read(data)
                .map(PostmasterPidFile::port)
                .orElse(instance.ports().database().number());
        return PostgresAddress.of(data, port, instance.password().text());
    }

    private ClusterFactory clustersOf(InstanceRecord instance) {
        return context.bootstrap().await(instance.postgres());
    }

    private JprismaException notDeleted(IOException e) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                "What was kept for the history of " + name + " cannot be deleted (" + JprismaHome.reason(e) + ")",
                e);
    }
}
