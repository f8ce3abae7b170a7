package dev.jprisma.console.home;

import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.KeepHistory;
import dev.jprisma.state.control.MigratedInstance;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.insights.InsightsReport;
import dev.jprisma.state.insights.StatementDetail;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The use cases of a home. Each does what the command of its name does, and waits until it is done; what goes wrong is
 * a {@link JprismaException} with a sentence for people. Safe for threads.
 */
public interface Home {
    /** Its folder, for what can be read there by anybody: logs, snapshots. */
    JprismaHome folder();

    /** The same home as projects with databases. */
    Management management();

    /** All instances, by name, as this moment shows them; with the secrets in their URLs. */
    List<InstanceView> instances();

    /** One that runs, and is not just being worked on. */
    InstanceRecord running(InstanceName name);

    /** How the server of one that runs is reached, as its superuser on its first database. */
    ServerAddress server(InstanceName name);

    /**
     * The same as one of the roles with less power, which is made if this is the first time that somebody asks for it.
     *
     * @param role of those of which an instance has one
     */
    ServerAddress server(InstanceName name, LoginKind role);

    /** @param request whose foreground and clientPid say nothing here: it runs in the background */
    StartedInstance start(StartInstance request, Visitor visitor);

    /** Whether it ran. */
    boolean stop(InstanceName name, Visitor visitor);

    /** @param force whether one that runs is stopped first, and not refused */
    RemovedInstance remove(InstanceName name, boolean force, boolean purge);

    /** @param snapshot its name; null for one by the time */
    SnapshotView takeSnapshot(InstanceName name, SnapshotName snapshot, Visitor visitor);

    /**
     * Keeps the data of one that goes on running, before something changes them: an automatic snapshot, which goes by
     * itself.
     */
    SnapshotView keepData(InstanceName name, SnapshotCause cause, Visitor visitor);

    /**
     * Runs what a folder of migrations has that one that runs has not yet, in its first database, until one fails.
     *
     * @param folder absolute, of whichever tool
     */
    MigratedInstance migrate(InstanceName name, Path folder, Visitor visitor);

    void removeSnapshot(InstanceName name, SnapshotName snapshot);

    ExchangedData restore(InstanceName name, SnapshotName snapshot, Visitor visitor);

    /** To a moment of its history. */
    ExchangedData restoreAt(InstanceName name, Instant at, Visitor visitor);

    /** @return the history as it is now; null if none is kept any more */
    HistoryView keepHistory(KeepHistory request, Visitor visitor);

    ExchangedData undo(InstanceName name, Visitor visitor);

    StartedInstance fork(ForkInstance request, Visitor visitor);

    /** What is slow on one that runs, as its server counts it. */
    InsightsReport insights(InstanceName name);

    /**
     * The same of one that runs; its server records what it executes from now on.
     *
     * @param end completes when nobody watches any more; the same watcher asks again with the same
     */
    InsightsReport watchInsights(InstanceName name, CompletableFuture<?> end);

    /** @param id as the report has it */
    StatementDetail statement(InstanceName name, String id);
}
