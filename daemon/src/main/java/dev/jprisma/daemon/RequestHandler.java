package dev.jprisma.daemon;

import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.Visitor;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JsonObject;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.AddExtension;
import dev.jprisma.state.control.AddPostgres;
import dev.jprisma.state.control.ClaimDatabase;
import dev.jprisma.state.control.ClaimedDatabase;
import dev.jprisma.state.control.CloneDatabase;
import dev.jprisma.state.control.ClonedDatabase;
import dev.jprisma.state.control.ClosedConsole;
import dev.jprisma.state.control.ConfigureInstance;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.CreateDatabase;
import dev.jprisma.state.control.CreateDbWorker;
import dev.jprisma.state.control.CreatedDatabase;
import dev.jprisma.state.control.DaemonStatus;
import dev.jprisma.state.control.DaemonStopped;
import dev.jprisma.state.control.EnsureLogin;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.KeepHistory;
import dev.jprisma.state.control.KeptHistory;
import dev.jprisma.state.control.LinkInstance;
import dev.jprisma.state.control.ListExtensions;
import dev.jprisma.state.control.McpMessage;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.MigrateInstance;
import dev.jprisma.state.control.MigratedInstance;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.OpenConsole;
import dev.jprisma.state.control.Progress;
import dev.jprisma.state.control.ReadInsights;
import dev.jprisma.state.control.ReadStatement;
import dev.jprisma.state.control.RemoveExtension;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemovePostgres;
import dev.jprisma.state.control.RemoveSnapshot;
import dev.jprisma.state.control.RenameInstance;
import dev.jprisma.state.control.ResetInstance;
import dev.jprisma.state.control.RestoreInstance;
import dev.jprisma.state.control.SetPassword;
import dev.jprisma.state.control.SnapshotInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StopDaemon;
import dev.jprisma.state.control.StopInstance;
import dev.jprisma.state.control.StoppedInstance;
import dev.jprisma.state.control.TakenSnapshot;
import dev.jprisma.state.control.UndoInstance;
import dev.jprisma.state.control.UpgradeInstance;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the control protocol's requests do. */
final class RequestHandler {
    private final HomeCheck home;
    private final Supervisor supervisor;
    private final PostgresBinaries binaries;
    private final ConsoleDoor console;
    private final McpConnections assistants;
    private final Supplier<DaemonStatus> status;
    private final Runnable end;

    /** @param end ends the daemon; called after a request to stop was answered */
    RequestHandler(
            HomeCheck home,
            Supervisor supervisor,
            PostgresBinaries binaries,
            ConsoleDoor console,
            McpConnections assistants,
            Supplier<DaemonStatus> status,
            Runnable end) {
        this.home = home;
        this.supervisor = supervisor;
        this.binaries = binaries;
        this.console = console;
        this.assistants = assistants;
        this.status = status;
        this.end = end;
    }

    Record handle(ControlMessage request, ControlSession session) {
        home.require(request);
        JsonObject params = request.params();
        return switch (request.method()) {
            case Methods.DAEMON_STATUS -> status.get();
            case Methods.DAEMON_STOP -> stopDaemon(read(params, StopDaemon.class), session);
            case Methods.INSTANCE_START -> start(read(params, StartInstance.class), session);
            case Methods.INSTANCE_LINK -> link(read(params, LinkInstance.class), session);
            case Methods.INSTANCE_STOP ->
                new StoppedInstance(
                        supervisor.stop(read(params, StopInstance.class).name(), askerAt(session)));
            case Methods.INSTANCE_RENAME -> supervisor.rename(read(params, RenameInstance.class), progressOf(session));
            case Methods.INSTANCE_PASSWORD -> setPassword(read(params, SetPassword.class), session);
            case Methods.INSTANCE_LOGIN -> ensureLogin(read(params, EnsureLogin.class));
            case Methods.INSTANCE_CONFIGURE -> configure(read(params, ConfigureInstance.class), session);
            case Methods.INSTANCE_MIGRATE -> migrate(read(params, MigrateInstance.class), session);
            case Methods.EXTENSION_ADD ->
                supervisor.extensions().add(read(params, AddExtension.class), progressOf(session));
            case Methods.EXTENSION_REMOVE -> removeExtension(read(params, RemoveExtension.class));
            case Methods.EXTENSION_LIST ->
                supervisor.extensions().bundled(read(params, ListExtensions.class), progressOf(session));
            case Methods.DATABASE_CREATE -> create(read(params, CreateDatabase.class), session);
            case Methods.DATABASE_CLAIM -> claim(read(params, ClaimDatabase.class));
            case Methods.DATABASE_CLONE -> clone(read(params, CloneDatabase.class));
            case Methods.POSTGRES_LIST -> binaries.list();
            case Methods.POSTGRES_ADD -> binaries.add(read(params, AddPostgres.class), progressOf(session));
            case Methods.POSTGRES_REMOVE -> binaries.remove(read(params, RemovePostgres.class));
            case Methods.INSTANCE_REMOVE -> remove(read(params, RemoveInstance.class));
            case Methods.INSTANCE_SNAPSHOT -> snapshot(read(params, SnapshotInstance.class), session);
            case Methods.SNAPSHOT_REMOVE -> removeSnapshot(read(params, RemoveSnapshot.class));
            case Methods.INSTANCE_RESTORE -> restore(read(params, RestoreInstance.class), session);
            case Methods.INSTANCE_HISTORY ->
                new KeptHistory(supervisor.keepHistory(read(params, KeepHistory.class), askerAt(session)));
            case Methods.INSTANCE_RESET ->
                supervisor.reset(read(params, ResetInstance.class).name(), askerAt(session));
            case Methods.INSTANCE_UPGRADE -> upgrade(read(params, UpgradeInstance.class), session);
            case Methods.INSTANCE_UNDO ->
                supervisor.undo(read(params, UndoInstance.class).name(), askerAt(session));
            case Methods.CONSOLE_OPEN -> console.open(read(params, OpenConsole.class));
            case Methods.API_OPEN -> console.api();
            case Methods.CREATE_DB_OPEN -> new CreateDbWorker(console.createDbUrl());
            case Methods.CONSOLE_CLOSE -> new ClosedConsole(console.shut());
            case Methods.MCP_MESSAGE -> assistants.handle(read(params, McpMessage.class), session);
            case Methods.INSTANCE_FORK -> fork(read(params, ForkInstance.class), session);
            case Methods.INSIGHTS_READ -> insights(read(params, ReadInsights.class), session);
            case Methods.INSIGHTS_STATEMENT -> statement(read(params, ReadStatement.class));
            default ->
                throw new JprismaException(
                        ErrorKind.INVALID,
                        "This daemon does not know " + request.method()
                                + ": it is of another version; jprisma daemon stop ends it");
        };
    }

    private Record start(StartInstance request, ControlSession session) {
        return supervisor.start(request, leaseOf(request.clientPid(), session), progressOf(session));
    }

    private Record upgrade(UpgradeInstance request, ControlSession session) {
        return supervisor.upgrade(request, leaseOf(request.clientPid(), session), progressOf(session));
    }

    private static Lease leaseOf(long clientPid, ControlSession session) {
        return session.lease(ProcessIdentity.of(clientPid)
                .orElseThrow(() -> new JprismaException(ErrorKind.INVALID, "There is no process " + clientPid)));
    }

    private static Consumer<String> progressOf(ControlSession session) {
        return message -> session.tell(Methods.PROGRESS, new Progress(message, false));
    }

    private static Asker askerAt(ControlSession session) {
        return new Asker(progressOf(session), session::hasEnded);
    }

    private Record snapshot(SnapshotInstance request, ControlSession session) {
        SnapshotCause cause = request.cause() == null ? SnapshotCause.SNAPSHOT : request.cause();
        return new TakenSnapshot(SnapshotView.of(
                request.name(), supervisor.takeSnapshot(request.name(), request.snapshot(), cause, askerAt(session))));
    }

    private Record removeSnapshot(RemoveSnapshot request) {
        supervisor.removeSnapshot(request.name(), request.snapshot());
        return new Nothing();
    }

    private Record restore(RestoreInstance request, ControlSession session) {
        return request.at() == null
                ? supervisor.restore(request.name(), request.snapshot(), askerAt(session))
                : supervisor.restoreAt(request.name(), request.at(), askerAt(session));
    }

    private Record insights(ReadInsights request, ControlSession session) {
        if (request.record()) {
            supervisor.insights().watch(request.name(), session, session.end());
        }
        return supervisor.insights().report(request.name());
    }

    private Record statement(ReadStatement request) {
        return supervisor.insights().statement(request.name(), request.id());
    }

    private Record fork(ForkInstance request, ControlSession session) {
        return supervisor.fork(request, leaseOf(request.start().clientPid(), session), progressOf(session));
    }

    private Record link(LinkInstance request, ControlSession session) {
        return supervisor.link(request, progressOf(session));
    }

    private Record setPassword(SetPassword request, ControlSession session) {
        return supervisor.setPassword(
                request.name(), InstancePassword.chosenOrRandom(request.password()), progressOf(session));
    }

    private Record ensureLogin(EnsureLogin request) {
        supervisor.ensureLogin(request.name(), request.kind());
        return new Nothing();
    }

    private Record configure(ConfigureInstance request, ControlSession session) {
        return supervisor.configure(request, progressOf(session));
    }

    private Record removeExtension(RemoveExtension request) {
        supervisor.extensions().remove(request);
        return new Nothing();
    }

    private Record remove(RemoveInstance request) {
        return supervisor.remove(request.name(), request.force(), request.purge());
    }

    private MigratedInstance migrate(MigrateInstance request, ControlSession session) {
        return new Databases(supervisor.running(request.name()))
                .migrate(Path.of(request.directory()), MigrationProgress.of(session), session.end());
    }

    private CreatedDatabase create(CreateDatabase request, ControlSession session) {
        HomeDatabase made = supervisor
                .managed()
                .createProjectWithDatabase(
                        request.name(), null, request.lifeTime(), new Visitor(progressOf(session), session.end()));
        return new CreatedDatabase(
                supervisor.view(made.instance()), made.project().id());
    }

    private ClaimedDatabase claim(ClaimDatabase request) {
        return new ClaimedDatabase(
                supervisor.view(supervisor.managed().claim(request.name()).instance()));
    }

    private ClonedDatabase clone(CloneDatabase request) {
        InstanceRecord running = supervisor.running(request.name());
        // PostgreSQL copies only what nobody is connected to; it waits some seconds for those that go.
        supervisor.giveUpIdleSessions(running);
        return new ClonedDatabase(new Databases(running).copy(request.template()));
    }

    private DaemonStopped stopDaemon(StopDaemon request, ControlSession session) {
        return request.all()
                ? supervisor.stopAll(askerAt(session))
                : new DaemonStopped(List.of(), supervisor.running(), List.of());
    }

    void answered(String method) {
        if (method.equals(Methods.DAEMON_STOP)) {
            end.run();
        }
    }

    private static <T extends Record> T read(JsonObject params, Class<T> type) {
        try {
            if (params != null) {
                return params.to(type);
            }
        } catch (IllegalArgumentException e) {
            throw new JprismaException(ErrorKind.INVALID, "Bad parameters: " + e.getMessage(), e);
        }
        throw new JprismaException(ErrorKind.INVALID, "Parameters are missing");
    }
}
