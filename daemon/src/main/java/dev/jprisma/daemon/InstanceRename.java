package dev.jprisma.daemon;

import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceRenaming;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.SnapshotName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives an instance another name, in a few renames of folders that a journal announces: whatever ends this in the
 * middle, {@link #recover} leaves all of it under the new name. Whoever does it has both names' turn, and no server
 * runs.
 */
final class InstanceRename {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceRename.class);

    /** Held while what another daemon began is ended, since both names' instances look for it. */
    private static final Object RECOVERY = new Object();

    private final InstanceContext context;
    private final InstanceRenaming plan;

    private InstanceRename(InstanceContext context, InstanceRenaming plan) {
        this.context = context;
        this.plan = plan;
    }

    /**
     * Announces it; nothing is done yet.
     *
     * @param restarts whether it runs, and is to run again whatever becomes of this daemon
     * @throws JprismaException if something of that name is there
     */
    static InstanceRename begin(InstanceContext context, InstanceName from, InstanceName to, boolean restarts) {
        Storage storage = context.bootstrap().storage();
        if (storage.hasFolder(to)) {
            throw new JprismaException(
                    ErrorKind.CONFLICT,
                    "There is a folder of the name " + to + " in "
                            + context.home().instances()
                            + ", or where PostgreSQL's files are, which is no instance's: choose another name, or look"
                            + " what is in it and move it away");
        }
        InstanceRenaming plan = new InstanceRenaming(from, to, snapshotsOf(storage, from), restarts);
        for (SnapshotName snapshot : plan.snapshots()) {
            if (storage.hasSnapshotFolder(to, snapshot)) {
                throw new JprismaException(
                        ErrorKind.CONFLICT,
                        "There is a snapshot " + snapshot + " of " + from + ", and one of an instance " + to
                                + " that was removed: choose another name, or remove one of them (jprisma dev snapshot"
                                + " rm " + to + " " + snapshot + ")");
            }
        }
        plan.write(context.home());
        return new InstanceRename(context, plan);
    }

    /** @throws JprismaException if it is the same folder by both names, as on a file system that folds case */
    static void requireOtherFolder(JprismaHome home, InstanceName from, InstanceName to) {
        Path present = home.instanceDirectory(from);
        Path next = home.instanceDirectory(to);
        try {
            if (Files.exists(next) && Files.isSameFile(present, next)) {
                throw new JprismaException(
                        ErrorKind.CONFLICT,
                        "This file system does not tell " + to + " from " + from
                                + ". Go by a name that differs in more:"
                                + " jprisma dev rename " + from + " " + from + "-1, then jprisma dev rename " + from
                                + "-1 " + to);
            }
        } catch (IOException e) {
            throw failure(from, to, e);
        }
    }

    private static List<SnapshotName> snapshotsOf(Storage storage, InstanceName instance) {
        try {
            return storage.snapshotFolders(instance).stream()
                    .filter(SnapshotName::isValid)
                    .map(SnapshotName::new)
                    .toList();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The snapshots of " + instance + " cannot be found (" + JprismaHome.reason(e) + ")",
                    e);
        }
    }

    /**
     * Does it.
     *
     * @return its record by the new name
     * @throws JprismaException why not; then all is as it was, unless it is not {@linkplain #isOver over}
     */
    InstanceRecord run() {
        try {
            move(plan);
            return recordOf(plan.to());
        } catch (JprismaException e) {
            undo(e);
            throw e;
        }
    }

    private void undo(JprismaException why) {
        try {
            move(plan.reversed());
            recordOf(plan.from());
            plan.delete(context.home());
        } catch (JprismaException e) {
            why.addSuppressed(e);
            LOG.warn("{}: being renamed to {} it cannot be undone yet: {}", plan.from(), plan.to(), e.getMessage());
        }
    }

    /** Whether nothing is left of it to do, nor to undo. */
    boolean isOver() {
        return !InstanceRenaming.underWay(context.home()).contains(plan.from());
    }

    /** It is done, and whatever has to run runs. */
    void end() {
        try {
            plan.delete(context.home());
        } catch (JprismaException e) {
            LOG.warn("{}: that it was {} cannot be forgotten: {}", plan.to(), plan.from(), e.getMessage());
        }
    }

    private void move(InstanceRenaming which) {
        context.snapshots().rename(which);
        try {
            context.bootstrap().storage().renameInstance(which.from(), which.to());
        } catch (IOException e) {
            throw failure(which.from(), which.to(), e);
        }
    }

    private InstanceRecord recordOf(InstanceName name) {
        InstanceRecord named = context.registry().find(name).orElseThrow().required();
        context.registry().save(named);
        return named;
    }

    private static JprismaException failure(InstanceName from, InstanceName to, IOException e) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE, from + " cannot be renamed to " + to + " (" + JprismaHome.reason(e) + ")", e);
    }

    /** Ends what a daemon before was doing when it was killed. The caller is a daemon that does nothing else yet. */
    static void recoverAll(InstanceContext context) {
        for (InstanceName from : InstanceRenaming.underWay(context.home())) {
            try {
                recover(context, from);
            } catch (JprismaException e) {
                LOG.warn("{}: its rename cannot be ended yet: {}", from, e.getMessage());
            }
        }
    }

    /**
     * The same for an instance of which nothing is alive in this daemon, by its old name or the new one.
     *
     * @throws JprismaException why not; then nothing is to be done to it
     */
    static void recover(InstanceContext context, InstanceName name) {
        synchronized (RECOVERY) {
            InstanceRenaming.of(context.home(), name).ifPresent(plan -> new InstanceRename(context, plan).recover());
        }
    }

    private void recover() {
        LOG.warn("{}: it was being renamed to {} when the daemon before ended", plan.from(), plan.to());
        if (isToBeMoved()) {
            context.registry()
                    .find(plan.from())
                    .flatMap(RegistryEntry::readable)
                    .flatMap(instance -> Postmaster.adopt(instance.dataDirectory(context.home())))
                    .ifPresent(Postmaster::stop);
            move(plan);
        }
        context.registry()
                .find(plan.to())
                .flatMap(RegistryEntry::readable)
                .map(this::startedAgain)
                .ifPresent((InstanceRecord instance) -> context.registry().save(instance));
        plan.delete(context.home());
    }

    /** Its folder goes last. Where both names have one, somebody made another instance since. */
    private boolean isToBeMoved() {
        JprismaHome home = context.home();
        return Files.exists(home.instanceDirectory(plan.from())) && !Files.exists(home.instanceDirectory(plan.to()));
    }

    private InstanceRecord startedAgain(InstanceRecord instance) {
        return plan.restarts() && instance.status() == InstanceStatus.STARTING_UP
                ? instance.crashed("the daemon ended while it was being renamed")
                : instance;
    }
}
