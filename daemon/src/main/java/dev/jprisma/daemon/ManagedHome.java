package dev.jprisma.daemon;

import dev.jprisma.console.home.Backup;
import dev.jprisma.console.home.DatabaseUsage;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.IssuedConnection;
import dev.jprisma.console.home.Management;
import dev.jprisma.console.home.NewDatabase;
import dev.jprisma.console.home.NotThere;
import dev.jprisma.console.home.Visitor;
import dev.jprisma.postgres.ClusterCopies;
import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.DatabaseSource;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.LifeTime;
import dev.jprisma.state.Liveness;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.ProjectRecord;
import dev.jprisma.state.ProjectRegistry;
import dev.jprisma.state.ResourceId;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotRecord;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.StartInstance;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The home as projects with databases. Of databases it keeps no list of its own: they are the instances there are. */
final class ManagedHome implements Management {
    private final InstanceContext context;
    private final Supervisor supervisor;
    private final ProjectRegistry projects;
    private final NewInstanceNames names;
    /** Of databases that are being made. */
    private final Set<String> logicalIds = ConcurrentHashMap.newKeySet();

    ManagedHome(InstanceContext context, Supervisor supervisor) {
        this.context = context;
        this.supervisor = supervisor;
        this.projects = new ProjectRegistry(context.home());
        this.names = new NewInstanceNames(context);
    }

    // ---- projects

    @Override
    public List<ProjectRecord> projects() {
        return projects.list();
    }

    @Override
    public ProjectRecord project(String id) {
        return projects.find(id).orElseThrow(() -> NotThere.of("project", id));
    }

    @Override
    public synchronized ProjectRecord createProject(String name, String logicalId) {
        if (logicalId != null && projects().stream().anyMatch(other -> logicalId.equals(other.logicalId()))) {
            throw taken(logicalId, "another project");
        }
        ProjectRecord project = ProjectRecord.create(name, logicalId);
        projects.save(project);
        return project;
    }

    @Override
    public HomeDatabase createProjectWithDatabase(String name, String logicalId, LifeTime lifeTime, Visitor visitor) {
        ProjectRecord project = createProject(name, logicalId);
        Instant end = lifeTime == null ? null : lifeTime.after(project.createdAt());
        try {
            return createDatabase(new NewDatabase(project.id(), name, null, true, DatabaseSource.EMPTY, end), visitor);
        } catch (RuntimeException | Error e) {
            delete(project.id());
            throw e;
        }
    }

    private static JprismaException taken(String logicalId, String by) {
        return new JprismaException(
                ErrorKind.CONFLICT, "The logical id '" + logicalId + "' is that of " + by + ": choose another one");
    }

    @Override
    public synchronized ProjectRecord renameProject(String id, String name) {
        ProjectRecord project = requireOwn(id, "renamed").named(name);
        projects.save(project);
        return project;
    }

    @Override
    public void deleteProject(String id) {
        requireOwn(id, "deleted");
        databasesOf(id).forEach(database -> deleteDatabase(database.id()));
        if (!delete(id)) {
            throw NotThere.of("project", id);
        }
        // What was made in it meanwhile finds that it is gone, or is found here.
        databasesOf(id).forEach(database -> deleteDatabase(database.id()));
    }

    private synchronized boolean delete(String id) {
        return projects.delete(id);
    }

    private ProjectRecord requireOwn(String id, String what) {
        ProjectRecord project = project(id);
        if (project.isLocal()) {
            throw new JprismaException(
                    ErrorKind.INVALID, "The project " + id + " holds what jprisma dev made, and cannot be " + what);
        }
        return project;
    }

    // ---- databases

    @Override
    public List<HomeDatabase> databases() {
        Map<String, ProjectRecord> known =
                projects().stream().collect(Collectors.toMap(ProjectRecord::id, Function.identity()));
        return instances().stream()
                .map(instance ->
                        shown(instance, known.getOrDefault(instance.asDatabase().projectId(), ProjectRecord.LOCAL)))
                .sorted(Comparator.comparing((HomeDatabase it) -> it.instance().createdAt())
                        .thenComparing(HomeDatabase::id))
                .toList();
    }

    private List<InstanceRecord> instances() {
        return context.registry().list().stream()
                .flatMap(entry -> entry.readable().stream())
                .toList();
    }

    private List<HomeDatabase> databasesOf(String projectId) {
        return instances().stream()
                .filter(instance -> instance.asDatabase().projectId().equals(projectId))
                .map(this::shown)
                .toList();
    }

    private HomeDatabase shown(InstanceRecord instance) {
        return shown(instance, projects.find(instance.asDatabase().projectId()).orElse(ProjectRecord.LOCAL));
    }

    private HomeDatabase shown(InstanceRecord instance, ProjectRecord project) {
        return new HomeDatabase(
                project,
                instance,
                Liveness.statusOf(instance, instance.dataDirectory(context.home()), true),
                supervisor.isRestoring(instance.name()));
    }

    @Override
    public HomeDatabase database(String id) {
        return find(id).map(this::shown).orElseThrow(() -> NotThere.of("database", id));
    }

    private Optional<InstanceRecord> find(String id) {
        return instances().stream()
                .filter(instance -> instance.asDatabase().id().equals(id))
                .findFirst();
    }

    @Override
    public HomeDatabase databaseCalled(String idOrName) {
        List<InstanceRecord> all = instances();
        return all.stream()
                .filter(instance -> instance.asDatabase().id().equals(idOrName))
                .findFirst()
                .or(() -> all.stream()
                        .filter(instance -> instance.name().value().equals(idOrName))
                        .findFirst())
                .map(this::shown)
                .orElseGet(() -> onlyOneNamed(
                        idOrName,
                        all.stream()
                                .filter(instance -> instance.asDatabase().name().equals(idOrName))
                                .toList()));
    }

    private HomeDatabase onlyOneNamed(String name, List<InstanceRecord> found) {
        if (found.isEmpty()) {
            throw NotThere.of("database", name);
        }
        if (found.size() > 1) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "Several databases are called " + name + ": name one by its id, which are "
                            + found.stream()
                                    .map(instance -> instance.asDatabase().id())
                                    .collect(Collectors.joining(", ")));
        }
        return shown(found.get(0));
    }

    @Override
    public HomeDatabase createDatabase(NewDatabase request, Visitor visitor) {
        if (request.logicalId() == null) {
            return create(request, visitor);
        }
        String reserved = request.projectId() + "/" + request.logicalId();
        if (!logicalIds.add(reserved)) {
            throw taken(request.logicalId(), "another database of the project");
        }
        try {
            return create(request, visitor);
        } finally {
            logicalIds.remove(reserved);
        }
    }

    private HomeDatabase create(NewDatabase request, Visitor visitor) {
        ProjectRecord project = project(request.projectId());
        requireFree(request.logicalId(), project.id(), null);
        ManagedDatabase database = ManagedDatabase.create(request.name(), project.id(), request.source())
                .withLogicalId(request.logicalId())
                .asDefault(request.isDefault())
                .endingAt(request.endsAt());
        names.make(request.name(), name -> make(name, database, visitor));
        if (projects.find(project.id()).isEmpty()) {
            deleteDatabase(database.id());
            throw NotThere.of("project", project.id());
        }
        if (request.isDefault()) {
            databasesOf(project.id()).stream()
                    .filter(other -> other.managed().isDefault() && !other.id().equals(database.id()))
                    .forEach(other -> changeDatabase(other.id(), it -> it.asDefault(false)));
        }
        return database(database.id());
    }

    private void make(InstanceName name, ManagedDatabase database, Visitor visitor) {
        StartInstance start = new StartInstance(
                        name, true, null, null, null, ProcessIdentity.currentPid(), false, false)
                .making(database);
        DatabaseSource source = database.source();
        if (source.type() == DatabaseSource.Type.EMPTY) {
            supervisor.start(start, ConsoleHome.lease(visitor), visitor.progress());
            return;
        }
        HomeDatabase model = database(source.databaseId());
        ForkInstance fork = new ForkInstance(
                model.instanceName(),
                source.backupId() == null
                        ? null
                        : backup(model.id(), source.backupId()).name(),
                null,
                start);
        supervisor.fork(fork, ConsoleHome.lease(visitor), visitor.progress());
    }

    private void requireFree(String logicalId, String projectId, String butOf) {
        if (logicalId != null
                && databasesOf(projectId).stream()
                        .anyMatch(other -> logicalId.equals(other.managed().logicalId())
                                && !other.id().equals(butOf))) {
            throw taken(logicalId, "another database of the project");
        }
    }

    @Override
    public HomeDatabase changeDatabase(String id, UnaryOperator<ManagedDatabase> change) {
        HomeDatabase before = database(id);
        requireFree(change.apply(before.managed()).logicalId(), before.managed().projectId(), id);
        return shown(supervisor.changeDatabase(before.instanceName(), id, change));
    }

    @Override
    public HomeDatabase claim(String name) {
        HomeDatabase found = ResourceId.PROJECT.isOne(name) ? defaultDatabase(name) : databaseCalled(name);
        return changeDatabase(found.id(), database -> database.endingAt(null));
    }

    @Override
    public void deleteDatabase(String id) {
        supervisor.removeDatabase(database(id).instanceName(), id, database -> true);
    }

    @Override
    public DatabaseUsage usage(String id) {
        HomeDatabase database = database(id);
        InstanceRecord instance = database.instance();
        boolean runs = database.status() == InstanceStatus.RUNNING && !instance.isLinked();
        return new DatabaseUsage(
                runs ? new Databases(instance).transactions() : 0,
                instance.isLinked()
                        ? 0
                        : ClusterCopies.bytes(context.bootstrap().storage(), instance.dataDirectory(context.home())));
    }

    // ---- connections

    @Override
    public IssuedConnection createConnection(String databaseId, String name, Visitor visitor) {
        HomeDatabase database = running(database(databaseId), visitor);
        DatabaseConnection connection = DatabaseConnection.create(name);
        InstancePassword password = supervisor.connect(database.instanceName(), databaseId, connection);
        return new IssuedConnection(database(databaseId), connection, password);
    }

    @Override
    public IssuedConnection rotateConnection(String connectionId, Visitor visitor) {
        HomeDatabase database = running(ownerOf(connectionId, "rotated"), visitor);
        DatabaseConnection connection = connectionOf(database, connectionId);
        InstancePassword password = supervisor.rotate(database.instanceName(), database.id(), connection);
        return new IssuedConnection(database, connection, password);
    }

    @Override
    public void deleteConnection(String connectionId, Visitor visitor) {
        HomeDatabase database = running(ownerOf(connectionId, "deleted"), visitor);
        supervisor.disconnect(database.instanceName(), database.id(), connectionOf(database, connectionId));
    }

    private HomeDatabase ownerOf(String connectionId, String what) {
        for (HomeDatabase database : databases()) {
            if (database.defaultConnection().id().equals(connectionId)) {
                throw new JprismaException(
                        ErrorKind.CONFLICT,
                        "The connection " + connectionId + " is the default one of the database " + database.id()
                                + " and cannot be " + what + ". Another password for it: jprisma dev password "
                                + database.instanceName());
            }
            if (database.connections().stream()
                    .anyMatch(connection -> connection.id().equals(connectionId))) {
                return database;
            }
        }
        throw NotThere.of("connection", connectionId);
    }

    private static DatabaseConnection connectionOf(HomeDatabase database, String id) {
        return database.managed().connections().stream()
                .filter(connection -> connection.id().equals(id))
                .findFirst()
                .orElseThrow(() -> NotThere.of("connection", id));
    }

    private HomeDatabase running(HomeDatabase database, Visitor visitor) {
        supervisor.start(
                StartInstance.existing(database.instanceName(), false), ConsoleHome.lease(visitor), visitor.progress());
        return database(database.id());
    }

    // ---- backups

    @Override
    public List<Backup> backups(String databaseId) {
        HomeDatabase database = database(databaseId);
        List<Backup> oldestFirst = context.snapshots().registry().of(database.instanceName()).stream()
                .flatMap(entry -> entry.readable().stream())
                .filter(snapshot -> snapshot.instance().asDatabase().id().equals(databaseId))
                .map(snapshot -> backup(database, snapshot))
                .collect(Collectors.toList());
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    private static Backup backup(HomeDatabase database, SnapshotRecord snapshot) {
        String id = ResourceId.BACKUP.of(database.id() + "/" + snapshot.name() + "/" + snapshot.createdAt());
        return new Backup(id, database, SnapshotView.of(database.instanceName(), snapshot));
    }

    @Override
    public Backup takeBackup(String databaseId, Visitor visitor) {
        HomeDatabase database = database(databaseId);
        return backup(
                database,
                supervisor.takeSnapshot(
                        database.instanceName(), null, SnapshotCause.SNAPSHOT, ConsoleHome.waiting(visitor)));
    }

    @Override
    public void removeBackup(String databaseId, String backupId) {
        Backup backup = backup(databaseId, backupId);
        supervisor.removeSnapshot(backup.database().instanceName(), backup.name());
    }

    @Override
    public HomeDatabase restore(String databaseId, Backup from, Visitor visitor) {
        HomeDatabase database = database(databaseId);
        if (database.restoring()) {
            throw new JprismaException(
                    ErrorKind.CONFLICT, "The database " + databaseId + " is being restored already: wait for that");
        }
        if (!from.database().id().equals(databaseId)) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "The backup " + from.id() + " is of the database "
                            + from.database().id() + ": make a new database of it instead");
        }
        supervisor.restore(database.instanceName(), from.name(), ConsoleHome.waiting(visitor));
        return running(database, visitor);
    }
}
