package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.NotThere;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.SnapshotCause;
import java.util.List;
import java.util.Map;

/** The databases that a session may see, and what is said of them. */
final class DatabaseFinder {
    /** Which database. */
    static final Parameter ID = Parameter.text("databaseId", "Id from the list of databases, or the name of one")
            .need();

    /** Of Prisma's server, which has several. */
    static final Parameter PROJECT = Parameter.text("projectId", "Not needed: the databaseId is enough");

    static final Map<String, Object> SCHEMA = Schemas.object(
            "id",
            Schemas.TEXT,
            "name",
            Schemas.TEXT,
            "projectId",
            Schemas.TEXT,
            "status",
            Schemas.TEXT,
            "createdAt",
            Schemas.TEXT,
            "region",
            Schemas.TEXT);

    private final Home home;

    DatabaseFinder(Home home) {
        this.home = home;
    }

    List<HomeDatabase> all(McpScope scope) {
        return home.management().databases().stream()
                .filter(database -> scope.includes(database.instanceName()))
                .toList();
    }

    /** The one that is asked for. */
    HomeDatabase of(Call call) {
        return called(call.arguments().text(ID.name()), call.scope());
    }

    /** @throws JprismaException if there is none, or the session may not see it, which sounds the same */
    HomeDatabase called(String idOrName, McpScope scope) {
        HomeDatabase database = home.management().databaseCalled(idOrName);
        if (!scope.includes(database.instanceName())) {
            throw NotThere.of("database", idOrName);
        }
        return database;
    }

    /** The one that is asked for, which runs. */
    HomeDatabase running(Call call) {
        return requireRunning(of(call), call.scope());
    }

    HomeDatabase requireRunning(HomeDatabase database, McpScope scope) {
        if (database.status() != InstanceStatus.RUNNING) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    database.name() + " does not run (" + database.status() + "): "
                            + (scope.readOnly()
                                    ? "ask the user to start it, by: jprisma dev start " + database.instanceName()
                                    : "start it first, with start_instance"));
        }
        return database;
    }

    /** Keeps the data of one that runs as they are now; gives the snapshot's name. */
    String keep(HomeDatabase database, Call call) {
        return home.keepData(database.instanceName(), SnapshotCause.MCP, call.visitor())
                .name();
    }

    /** How the user comes back to a snapshot. */
    String wayBack(HomeDatabase database, String snapshot) {
        return "The data from before is kept as snapshot " + snapshot + "; the user can bring it back, by: jprisma dev"
                + " restore " + database.instanceName() + " " + snapshot;
    }

    static Map<String, Object> shown(HomeDatabase database) {
        return Json.object(
                "id",
                database.id(),
                "name",
                database.name(),
                "projectId",
                database.project().id(),
                "status",
                database.status().toString(),
                "createdAt",
                database.instance().createdAt().toString(),
                "region",
                "local");
    }
}
