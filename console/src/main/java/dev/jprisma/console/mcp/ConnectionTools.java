package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.IssuedConnection;
import dev.jprisma.console.home.NotThere;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.PostgresUrl;
import java.util.List;
import java.util.Map;

/** The logins of a database, each of which can be taken back alone. */
final class ConnectionTools {
    private static final Map<String, Object> CONNECTION =
            Schemas.object("id", Schemas.TEXT, "name", Schemas.TEXT, "createdAt", Schemas.TEXT);

    private final Home home;
    private final DatabaseFinder databases;

    ConnectionTools(Home home, DatabaseFinder databases) {
        this.home = home;
        this.databases = databases;
    }

    List<Tool> all() {
        return List.of(
                Tool.of(
                        "list_prisma_postgres_connection_strings",
                        "List connection strings",
                        "Lists the connection strings of a database by id and name. Their passwords are not shown.",
                        Effect.READS,
                        List.of(DatabaseFinder.ID),
                        Schemas.object("connections", Schemas.list(CONNECTION)),
                        this::list),
                Tool.of(
                        "create_prisma_postgres_connection_string",
                        "Create a connection string",
                        "Makes a login of its own for a database and gives its connection string, which is shown this"
                                + " once only.",
                        Effect.ADDS,
                        List.of(
                                DatabaseFinder.ID,
                                Parameter.text("name", "What it is for").need()),
                        Schemas.object("connection", CONNECTION, "connectionString", Schemas.TEXT),
                        this::create),
                Tool.of(
                        "delete_prisma_postgres_connection_string",
                        "Delete a connection string",
                        "Takes a login back: its sessions end, and it lets nobody in any more. What was made with it"
                                + " stays.",
                        Effect.DESTROYS,
                        List.of(Parameter.text("id", "Id of the connection string")
                                .need()),
                        Schemas.object("id", Schemas.TEXT, "deleted", Schemas.FLAG),
                        this::delete));
    }

    private Tool.Answer list(Call call) {
        return new Tool.Answer(Json.object(
                "connections",
                databases.of(call).connections().stream()
                        .map(ConnectionTools::shown)
                        .toList()));
    }

    private Tool.Answer create(Call call) {
        HomeDatabase database = databases.of(call);
        IssuedConnection issued = home.management()
                .createConnection(database.id(), call.arguments().text("name"), call.visitor());
        return new Tool.Answer(Json.object("connection", shown(issued.connection()), "connectionString", url(issued)));
    }

    private static String url(IssuedConnection issued) {
        return PostgresUrl.tcp(
                issued.database().instance().ports().database().number(),
                issued.connection().role(),
                issued.password(),
                Credentials.DATABASE);
    }

    private Tool.Answer delete(Call call) {
        String id = call.arguments().text("id");
        boolean known = databases.all(call.scope()).stream()
                .flatMap(database -> database.connections().stream())
                .anyMatch(connection -> connection.id().equals(id));
        if (!known) {
            throw NotThere.of("connection string", id);
        }
        home.management().deleteConnection(id, call.visitor());
        return new Tool.Answer(Json.object("id", id, "deleted", true));
    }

    private static Map<String, Object> shown(DatabaseConnection connection) {
        return Json.object(
                "id",
                connection.id(),
                "name",
                connection.name(),
                "createdAt",
                connection.createdAt().toString());
    }
}
