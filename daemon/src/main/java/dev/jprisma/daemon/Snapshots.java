package dev.jprisma.daemon;

import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ByteSize;
import dev.jprisma.state.DataExchange;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRenaming;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Registry;
import dev.jprisma.state.SnapshotEntry;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRecord;
import dev.jprisma.state.SnapshotRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of the home, their clusters included: what is kept, for how long, and how much of it. Safe for threads:
 * nothing is swept while it is being filed.
 */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    /** Beyond what a copy takes, for the servers that go on meanwhile. */
    private static final long SPACE_FOR_OTHERS = 64L << 20;

    private final JprismaHome home;
    private final Supplier<Storage> storage;
    private final SnapshotRegistry registry;
    private final long mostBytes;

    /** @param mostBytes that all of them may take together; what a command took last may be more */
    Snapshots(JprismaHome home, Supplier<Storage> storage, long mostBytes) {
        this.home = home;
        this.storage = storage;
        this.registry = new SnapshotRegistry(home);
        this.mostBytes = mostBytes;
    }

    SnapshotRegistry registry() {
        return registry;
    }

    Path dataOf(InstanceName instance, SnapshotName snapshot) {
        return storage.get().snapshotData(instance, snapshot);
    }

    boolean hasData(InstanceName instance, SnapshotName snapshot) {
        return Files.isDirectory(dataOf(instance, snapshot), LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws JprismaException if there is none of that name, or it is not whole */
    SnapshotRecord require(InstanceName instance, SnapshotName name) {
        SnapshotRecord snapshot = registry.find(instance, name)
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.NOT_FOUND,
                        "There is no snapshot " + name + " of " + instance + ": jprisma dev snapshots " + instance
                                + " lists those there are"))
                .required();
        if (!hasData(instance, name)) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The data of snapshot " + name + " of " + instance + " is gone, which was in "
                            + dataOf(instance, name) + ". Remove it: jprisma dev snapshot rm " + instance + " " + name);
        }
        return snapshot;
    }

    /** Files a cluster that was shut down as a snapshot: renames it and records that. */
    synchronized SnapshotRecord keep(InstanceName instance, SnapshotRecord snapshot, Path cluster) {
        Path place = dataOf(instance, snapshot.name());
        try {
            storage.get().move(cluster, place);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Snapshot " + snapshot.name() + " of " + instance + " cannot be put in " + place + " ("
                            + JprismaHome.reason(e) + ")",
                    e);
        }
        registry.save(instance, snapshot);
        LOG.info("{}: there is a snapshot {} of it", instance, snapshot.name());
        keepToLimit(snapshot);
        return snapshot;
    }

    private void keepToLimit(SnapshotRecord latest) {
        try {
            while (bytesOf(all -> true) > mostBytes && dropOldestAutomatic(latest)) {
                LOG.info("The snapshots took more than {}", ByteSize.text(mostBytes));
            }
        } catch (JprismaException e) {
            LOG.warn("The snapshots take more than {}: {}", ByteSize.text(mostBytes), e.getMessage());
        }
    }

    /**
     * Frees space for a copy, at the expense of what was kept by itself.
     *
     * @param stays whether it is a snapshot that somebody wants to keep
     * @param source what is copied; null if that is no snapshot
     * @throws JprismaException if all that somebody wants to keep would be more than snapshots may take
     */
    synchronized void makeRoomFor(long bytes, boolean stays, SnapshotRecord source) {
        long wanted = bytesOf(snapshot -> !snapshot.cause().isAutomatic());
        if (stays && wanted + bytes > mostBytes) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The snapshots of this home take " + ByteSize.text(wanted) + ", and with one more of "
                            + ByteSize.text(bytes) + " it would be more than the " + ByteSize.text(mostBytes)
                            + " of JPRISMA_SNAPSHOT_BYTES. Remove one (jprisma dev snapshots lists them, jprisma dev"
                            + " snapshot rm NAME SNAPSHOT), or allow more");
        }
        while (stays && bytesOf(all -> true) + bytes > mostBytes && dropOldestAutomatic(source)) {
            LOG.info("The next snapshot needs its room");
        }
        while (storage.get().usableBytes() < bytes + SPACE_FOR_OTHERS && dropOldestAutomatic(source)) {
            LOG.info("The disk has no room for a copy of {}", ByteSize.text(bytes));
        }
    }

    /** The disk is full: the oldest one goes that was kept by itself, if there is one. */
    synchronized void makeRoom() {
        dropOldestAutomatic(null);
    }

    private long bytesOf(Predicate<SnapshotRecord> which) {
        return registry.list().stream()
                .flatMap(entry -> entry.readable().stream())
                .filter(which)
                .mapToLong(SnapshotRecord::bytes)
                .sum();
    }

    /** @param but this one stays; null if any may go */
    private boolean dropOldestAutomatic(SnapshotRecord but) {
        Optional<SnapshotEntry> oldest = registry.list().stream()
                .filter(entry -> entry.readable()
                        .filter(snapshot -> snapshot.cause().isAutomatic() && !snapshot.equals(but))
                        .isPresent())
                .filter(entry -> !isNeeded(entry))
                .findFirst();
        oldest.ifPresent(entry -> remove(entry.instance(), entry.name()));
        return oldest.isPresent();
    }

    /** Whether an exchange of data that is under way takes it or gives it. */
    private boolean isNeeded(SnapshotEntry entry) {
        return DataExchange.read(home, entry.instance())
                .filter(plan -> entry.name().equals(plan.gives())
                        || plan.takes() != null
                                && entry.name().equals(plan.takes().name()))
                .isPresent();
    }

    private boolean isAtRest(InstanceName instance) {
        return !DataExchange.underWay(home).contains(instance)
                && InstanceRenaming.of(home, instance).isEmpty();
    }

    /**
     * Makes snapshots those of the instance by its new name; what is there already stays.
     *
     * @throws JprismaException why not; some may be there then, and some not
     */
    synchronized void rename(InstanceRenaming renaming) {
        try {
            for (SnapshotName snapshot : renaming.snapshots()) {
                storage.get().renameInstanceOfSnapshot(renaming.from(), renaming.to(), snapshot);
                registry.nameInstance(renaming.to(), snapshot);
            }
            storage.get().discardSnapshotFolders(renaming.from());
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The snapshots of " + renaming.from() + " cannot be moved to " + renaming.to() + " ("
                            + JprismaHome.reason(e) + ")",
                    e);
        }
    }

    /** Its cluster has another superuser's password now. */
    synchronized void save(InstanceName instance, SnapshotRecord snapshot) {
        registry.save(instance, snapshot);
    }

    /** Deletes a snapshot, be it whole or not. */
    synchronized void remove(InstanceName instance, SnapshotName name) {
        registry.forget(instance, name);
        try {
            storage.get().discardSnapshot(instance, name);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "What is left of snapshot " + name + " of " + instance + " cannot be deleted ("
                            + JprismaHome.reason(e) + ")",
                    e);
        }
        LOG.info("{}: its snapshot {} is deleted", instance, name);
    }

    /** Deletes all of an instance. */
    synchronized void removeAll(InstanceName instance) {
        registry.of(instance).forEach(entry -> remove(instance, entry.name()));
        try {
            storage.get().discardSnapshotFolders(instance);
        } catch (IOException e) {
            LOG.warn("{}: empty folders of its snapshots stay: {}", instance, JprismaHome.reason(e));
        }
    }

    /**
     * Deletes what killed daemons left half made, what was kept by itself for long enough, and the rest of an instance
     * that was removed when nothing brings that back any more.
     */
    synchronized void sweep() {
        Registry instances = new Registry(home);
        for (InstanceName instance : registry.instances()) {
            if (!isAtRest(instance)) {
                continue;
            }
            try {
                sweepHalfMade(instance);
            } catch (IOException | JprismaException e) {
                LOG.warn("{}: what is left of snapshots stays: {}", instance, e.getMessage());
            }
            List<SnapshotEntry> entries = registry.of(instance);
            entries.stream().filter(Snapshots::isExpired).forEach(entry -> remove(instance, entry.name()));
            if (instances.find(instance).isEmpty() && nothingBringsBack(instance)) {
                removeAll(instance);
            }
        }
    }

    private boolean nothingBringsBack(InstanceName instance) {
        return registry.of(instance).stream()
                .allMatch(entry -> entry.readable()
                        .filter(snapshot -> !snapshot.cause().isAutomatic())
                        .isPresent());
    }

    private void sweepHalfMade(InstanceName instance) throws IOException {
        for (String folder : storage.get().snapshotFolders(instance)) {
            if (SnapshotName.isValid(folder)
                    && registry.find(instance, new SnapshotName(folder)).isEmpty()) {
                LOG.info("{}: its snapshot {} was never finished", instance, folder);
                remove(instance, new SnapshotName(folder));
            }
        }
    }

    private static boolean isExpired(SnapshotEntry entry) {
        return entry.readable()
                .map(SnapshotRecord::expiresAt)
                .filter(end -> end.isBefore(Instant.now()))
                .isPresent();
    }
}
