package dev.jprisma.daemon;

import dev.jprisma.console.ConsoleServer;
import dev.jprisma.console.ConsoleSettings;
import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.Management;
import dev.jprisma.console.home.Visitor;
import dev.jprisma.console.mcp.McpServer;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.UpstreamAddress;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.ConsoleRecord;
import dev.jprisma.state.ControlToken;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.LoginRole;
import dev.jprisma.state.ProcessIdentity;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The home as its console asks it: what the control protocol's requests do as well. */
final class ConsoleHome implements Home {
    private final InstanceContext context;
    private final Supervisor supervisor;

    ConsoleHome(InstanceContext context, Supervisor supervisor) {
        this.context = context;
        this.supervisor = supervisor;
    }

    /** Here, and not where it is asked for: a class in which this is passed on as a Home loads that with itself. */
    static ConsoleServer serve(InstanceContext context, Supervisor supervisor, ConsoleRecord record) {
        return ConsoleServer.start(
                new ConsoleHome(context, supervisor),
                new ConsoleSettings(
                        record.port(), ControlToken.of(context.home()), record.opening(), Clock.systemUTC()));
    }

    /** The same, and here for the same reason. */
    static McpServer assistants(InstanceContext context, Supervisor supervisor) {
        return new McpServer(new ConsoleHome(context, supervisor));
    }

    @Override
    public JprismaHome folder() {
        return context.home();
    }

    @Override
    public Management management() {
        return supervisor.managed();
    }

    @Override
    public List<InstanceView> instances() {
        return context.registry().list().stream()
                .map(entry -> InstanceView.of(entry, context.home(), true))
                .toList();
    }

    @Override
    public InstanceRecord running(InstanceName name) {
        return supervisor.running(name);
    }

    @Override
    public ServerAddress server(InstanceName name) {
        InstanceRecord instance = running(name);
        return instance.isLinked()
                ? UpstreamAddress.of(instance.upstream())
                : PostgresAddress.of(
                        instance.dataDirectory(context.home()),
                        instance.ports().database().number(),
                        instance.password().text());
    }

    @Override
    public ServerAddress server(InstanceName name, LoginKind role) {
        if (running(name).login(role.roleName()).isEmpty()) {
            supervisor.ensureLogin(name, role);
        }
        return server(name)
                .withLogin(
                        role.roleName(), LoginRole.password(running(name), role).text());
    }

    @Override
    public StartedInstance start(StartInstance request, Visitor visitor) {
        return supervisor.start(request, lease(visitor), visitor.progress());
    }

    @Override
    public boolean stop(InstanceName name, Visitor visitor) {
        return supervisor.stop(name, waiting(visitor));
    }

    @Override
    public RemovedInstance remove(InstanceName name, boolean force, boolean purge) {
        return supervisor.remove(name, force, purge);
    }

    @Override
    public SnapshotView takeSnapshot(InstanceName name, SnapshotName snapshot, Visitor visitor) {
        return SnapshotView.of(name, supervisor.takeSnapshot(name, snapshot, SnapshotCause.SNAPSHOT, waiting(visitor)));
    }

    @Override
    public SnapshotView keepData(InstanceName name, SnapshotCause cause, Visitor visitor) {
        return SnapshotView.of(name, supervisor.takeSnapshot(name, null, cause, waiting(visitor)));
    }

    @Override
    public MigratedInstance migrate(InstanceName name, Path folder, Visitor visitor) {
        return new Databases(supervisor.running(name))
                .migrate(
                        folder,
                        new MigrationProgress(progress -> visitor.progress().accept(progress.message())),
                        visitor.gone());
    }

    @Override
    public void removeSnapshot(InstanceName name, SnapshotName snapshot) {
        supervisor.removeSnapshot(name, snapshot);
    }

    @Override
    public ExchangedData restore(InstanceName name, SnapshotName snapshot, Visitor visitor) {
        return supervisor.restore(name, snapshot, waiting(visitor));
    }

    @Override
    public ExchangedData restoreAt(InstanceName name, Instant at, Visitor visitor) {
        return supervisor.restoreAt(name, at, waiting(visitor));
    }

    @Override
    public HistoryView keepHistory(KeepHistory request, Visitor visitor) {
        return supervisor.keepHistory(request, waiting(visitor));
    }

    @Override
    public ExchangedData undo(InstanceName name, Visitor visitor) {
        return supervisor.undo(name, waiting(visitor));
    }

    @Override
    public StartedInstance fork(ForkInstance request, Visitor visitor) {
        return supervisor.fork(request, lease(visitor), visitor.progress());
    }

    @Override
    public InsightsReport insights(InstanceName name) {
        return supervisor.insights().report(name);
    }

    @Override
    public InsightsReport watchInsights(InstanceName name, CompletableFuture<?> end) {
        supervisor.insights().watch(name, end, end);
        return supervisor.insights().report(name);
    }

    @Override
    public StatementDetail statement(InstanceName name, String id) {
        return supervisor.insights().statement(name, id);
    }

    /** For something in the background, which it outlives: of a page nobody hears afterwards. */
    static Lease lease(Visitor visitor) {
        return Lease.ofConnection(ProcessIdentity.current(), visitor.gone(), event -> {});
    }

    static Asker waiting(Visitor visitor) {
        return new Asker(visitor.progress(), visitor.gone()::isDone);
    }
}
