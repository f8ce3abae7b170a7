package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.NewDatabase;
import dev.jprisma.state.DatabaseSource;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProjectRecord;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.StartInstance;
import java.util.List;
import java.util.Map;

/** What is done to databases as a whole. */
final class DatabaseTools {
    /** Of what makes one. */
    static final Map<String, Object> MADE =
            Schemas.object("database", DatabaseFinder.SCHEMA, "connectionString", Schemas.TEXT);

    private static final Map<String, Object> ONE = Schemas.object("database", DatabaseFinder.SCHEMA);

    private final Home home;
    private final DatabaseFinder databases;

    DatabaseTools(Home home, DatabaseFinder databases) {
        this.home = home;
        this.databases = databases;
    }

    List<Tool> all() {
        return List.of(
                Tool.of(
                        "list_prisma_postgres_databases",
                        "List databases",
                        "Lists the databases of this machine's jprisma, with their ids, names and whether they run.",
                        Effect.READS,
                        List.of(),
                        Schemas.object("databases", Schemas.list(DatabaseFinder.SCHEMA)),
                        this::list),
                Tool.of(
                        "create_prisma_postgres_database",
                        "Create a database",
                        "Makes a new, empty database with a PostgreSQL server of its own on the user's machine, starts it"
                                + " and gives its connection string.",
                        Effect.ADDS,
                        List.of(
                                Parameter.text("name", "What it is to be called")
                                        .need(),
                                Parameter.text("region", "Not needed: it is this machine"),
                                Parameter.text("projectId", "The project it is to be in, by default the built-in one")),
                        MADE,
                        this::create),
                Tool.of(
                        "delete_prisma_postgres_database",
                        "Delete a database",
                        "Stops a database, which ends all its sessions, and deletes it with its data. Its last data is"
                                + " kept as a snapshot for a day, which the answer names.",
                        Effect.DESTROYS,
                        List.of(DatabaseFinder.ID),
                        Schemas.object("id", Schemas.TEXT, "deleted", Schemas.FLAG, "snapshot?", Schemas.TEXT),
                        this::delete),
                Tool.of(
                        "start_instance",
                        "Start a database",
                        "Starts the PostgreSQL server of a database, if it does not run.",
                        Effect.ENSURES,
                        List.of(DatabaseFinder.ID),
                        ONE,
                        this::start),
                Tool.of(
                        "stop_instance",
                        "Stop a database",
                        "Stops the PostgreSQL server of a database: its sessions end, and its data stays.",
                        Effect.DESTROYS,
                        List.of(DatabaseFinder.ID),
                        ONE,
                        this::stop),
                Tool.of(
                        "fork_database",
                        "Fork a database",
                        "Makes a new database with the data that another one has now, starts it and gives its connection"
                                + " string. Nothing that is done to it changes the first.",
                        Effect.ADDS,
                        List.of(
                                DatabaseFinder.ID,
                                Parameter.text("name", "What the new one is to be called")
                                        .need()),
                        MADE,
                        this::fork));
    }

    private Tool.Answer list(Call call) {
        return new Tool.Answer(Json.object(
                "databases",
                databases.all(call.scope()).stream().map(DatabaseFinder::shown).toList()));
    }

    private Tool.Answer create(Call call) {
        String project = call.arguments().text("projectId");
        return make(
                home,
                call,
                new NewDatabase(
                        project == null ? ProjectRecord.LOCAL_ID : project,
                        call.arguments().text("name")));
    }

    private Tool.Answer fork(Call call) {
        HomeDatabase database = databases.of(call);
        return make(
                home,
                call,
                copy(
                        database,
                        call.arguments().text("name"),
                        new DatabaseSource(DatabaseSource.Type.DATABASE, database.id(), null)));
    }

    /** What is to be made of another one's data, beside it. */
    static NewDatabase copy(HomeDatabase database, String name, DatabaseSource source) {
        return new NewDatabase(database.project().id(), name, null, false, source, null);
    }

    /** Makes one, in a session that may see it afterwards. */
    static Tool.Answer make(Home home, Call call, NewDatabase request) {
        if (call.scope().isLimited()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "The user limited this session to some databases: it makes no others. The user can, by: jprisma"
                            + " dev -n NAME");
        }
        HomeDatabase made = home.management().createDatabase(request, call.visitor());
        return new Tool.Answer(Json.object(
                "database",
                DatabaseFinder.shown(made),
                "connectionString",
                made.urls().tcp()));
    }

    private Tool.Answer delete(Call call) {
        HomeDatabase database = databases.of(call);
        SnapshotView kept = home.remove(database.instanceName(), true, false).kept();
        return new Tool.Answer(
                Json.object("id", database.id(), "deleted", true, "snapshot", kept == null ? null : kept.name()),
                kept == null
                        ? null
                        : "What it had is kept as snapshot " + kept.name() + " until " + kept.expiresAt()
                                + "; until then the user can bring it back, by: jprisma dev undo "
                                + database.instanceName());
    }

    private Tool.Answer start(Call call) {
        HomeDatabase database = databases.of(call);
        home.start(StartInstance.existing(database.instanceName(), false), call.visitor());
        return asItIs(database, call);
    }

    private Tool.Answer stop(Call call) {
        HomeDatabase database = databases.of(call);
        home.stop(database.instanceName(), call.visitor());
        return asItIs(database, call);
    }

    private Tool.Answer asItIs(HomeDatabase database, Call call) {
        return new Tool.Answer(
                Json.object("database", DatabaseFinder.shown(databases.called(database.id(), call.scope()))));
    }
}
