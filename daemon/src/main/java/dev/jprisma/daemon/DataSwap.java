package dev.jprisma.daemon;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.DataExchange;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.RegistryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts other data in the place of an instance's, in a few renames that a journal announces: whatever ends this in the
 * middle, {@link #recover} leaves the old data in its place, or the new and the old as a snapshot. No server runs on
 * either meanwhile. Of the instance's queue alone.
 */
final class DataSwap {
    private static final Logger LOG = LoggerFactory.getLogger(DataSwap.class);

    private final InstanceContext context;
    private final InstanceName name;
    private final DataExchange plan;
    private final Storage storage;
    private final Path data;
    private final Path previous;

    private DataSwap(InstanceContext context, InstanceName name, DataExchange plan) {
        this.context = context;
        this.name = name;
        this.plan = plan;
        this.storage = context.bootstrap().storage();
        this.data = storage.dataPlace(name);
        this.previous = storage.previousData(name);
    }

    /** Announces it, after one that could not be ended was; nothing is done yet. */
    static DataSwap begin(InstanceContext context, InstanceName name, DataExchange plan) {
        recover(context, name);
        DataSwap swap = new DataSwap(context, name, plan);
        if (exists(swap.previous)) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    swap.previous + " is there, which holds the data that " + name
                            + " had once: move it away, and type the command again");
        }
        plan.write(context.home(), name);
        return swap;
    }

    /** Puts the present data aside, if there is some, and {@code next} in its place. */
    void put(Path next) {
        try {
            if (exists(data)) {
                storage.move(data, previous);
            }
            storage.move(next, data);
        } catch (IOException e) {
            throw failure("cannot be exchanged", e);
        }
    }

    /** Files what was put aside, and forgets what was used up. */
    void complete() {
        if (plan.takes() != null) {
            keep(previous);
        }
        if (plan.gives() != null) {
            context.snapshots().remove(name, plan.gives());
        }
        DataExchange.delete(context.home(), name);
    }

    /**
     * Takes the present data of an instance that is going to be deleted; the journal goes with the instance.
     *
     * @throws JprismaException why not; then all is as it was
     */
    void take() {
        try {
            keep(data);
        } catch (JprismaException e) {
            try {
                giveBack();
            } catch (IOException | JprismaException notGivenBack) {
                // Then it is what the next daemon does.
                e.addSuppressed(notGivenBack);
            }
            throw e;
        }
    }

    private void giveBack() throws IOException {
        Path taken = context.snapshots().dataOf(name, plan.takes().name());
        if (!exists(data)) {
            storage.move(taken, data);
        }
        context.snapshots().remove(name, plan.takes().name());
        DataExchange.delete(context.home(), name);
    }

    private void keep(Path cluster) {
        Snapshots snapshots = context.snapshots();
        if (exists(cluster)) {
            snapshots.keep(name, plan.takes(), cluster);
        } else if (snapshots.hasData(name, plan.takes().name())) {
            // A daemon before moved it and was killed.
            snapshots.save(name, plan.takes());
        }
    }

    /** All is as it was. */
    void rollBack() {
        try {
            if (exists(previous)) {
                if (exists(data)) {
                    putBack();
                }
                storage.move(previous, data);
            }
        } catch (IOException e) {
            throw failure("cannot be put back from " + previous, e);
        }
        DataExchange.delete(context.home(), name);
    }

    private void putBack() throws IOException {
        if (plan.gives() != null) {
            storage.move(data, context.snapshots().dataOf(name, plan.gives()));
        } else {
            storage.discardCluster(data);
        }
    }

    /** Ends or undoes what a daemon before was doing when it was killed. A live server is left alone. */
    static void recover(InstanceContext context, InstanceName name) {
        DataExchange.read(context.home(), name).ifPresent(plan -> new DataSwap(context, name, plan).recover());
    }

    private void recover() {
        LOG.warn("{}: its data was being exchanged when the daemon before ended", name);
        if (plan.removes()) {
            take();
            discardInstance();
        } else if (exists(previous) && !exists(data)) {
            rollBack();
        } else if (exists(previous)) {
            recordVersion();
            complete();
        } else if (plan.takes() != null) {
            if (context.snapshots().hasData(name, plan.takes().name())) {
                recordVersion();
                complete();
            } else {
                rollBack();
            }
        } else {
            recoverNew();
        }
    }

    /** There was no data before: the instance comes with it or not at all, unless its data had been lost. */
    private void recoverNew() {
        Optional<InstanceRecord> recorded = context.registry().find(name).flatMap(RegistryEntry::readable);
        if (!exists(data) && recorded.filter(InstanceRecord::hasRun).isEmpty()) {
            discardInstance();
        } else if (exists(data) && plan.gives() != null) {
            recordAgain();
            complete();
        } else {
            DataExchange.delete(context.home(), name);
        }
    }

    private void recordAgain() {
        Optional<RegistryEntry> recorded = context.registry().find(name);
        if (recorded.isEmpty() || recorded.get().lost()) {
            context.registry().save(plan.after());
        }
    }

    private void recordVersion() {
        context.registry()
                .find(name)
                .flatMap(RegistryEntry::readable)
                .map(record -> record.runningOn(
                        plan.after().postgresVersion(), plan.after().postgresHome()))
                .ifPresent((InstanceRecord record) -> context.registry().save(record));
    }

    private void discardInstance() {
        try {
            storage.discardInstance(name);
            FileTrees.delete(context.home().instanceDirectory(name));
        } catch (IOException e) {
            throw failure("cannot be deleted", e);
        }
    }

    private JprismaException failure(String what, IOException e) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE, "The data of " + name + " " + what + " (" + JprismaHome.reason(e) + ")", e);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
