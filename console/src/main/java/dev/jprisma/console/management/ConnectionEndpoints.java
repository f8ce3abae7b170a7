package dev.jprisma.console.management;

import static dev.jprisma.console.management.Forms.data;

import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.IssuedConnection;
import dev.jprisma.console.home.Management;
import dev.jprisma.console.home.NotThere;
import dev.jprisma.console.shape.Shape;
import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.JprismaHome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Connections: logins of a database that can be taken back one by one. */
final class ConnectionEndpoints {
    private static final String ALL = "/v1/connections";
    private static final String ONE = "/v1/connections/{id}";
    private static final String OF_DATABASE = "/v1/databases/{databaseId}/connections";

    private final JprismaHome home;
    private final Management management;

    ConnectionEndpoints(JprismaHome home, Management management) {
        this.home = home;
        this.management = management;
    }

    private record Owned(HomeDatabase database, DatabaseConnection connection) {}

    Stream<Endpoint> all() {
        return Stream.of(
                Endpoint.get(ALL, "All connections")
                        .asking("databaseId", Shape.text())
                        .listing(Forms.CONNECTION, this::list),
                Endpoint.post(ALL, "Makes a connection; starts the database if it does not run")
                        .taking(Forms.CONNECTION_TO_MAKE)
                        .answering(data(Forms.NEW_CONNECTION), call -> create(call, call.text("databaseId"))),
                Endpoint.get(ONE, "The connection of that id").answering(data(Forms.CONNECTION), this::get),
                Endpoint.delete(ONE, "Ends a connection's sessions, and it lets nobody in any more")
                        .doing(call -> management.deleteConnection(call.id(), call.visitor())),
                Endpoint.post(ONE + "/rotate", "Gives a connection another password")
                        .taking(Forms.NOTHING)
                        .status(200)
                        .answering(
                                data(Forms.NEW_CONNECTION),
                                call -> issued(call, management.rotateConnection(call.id(), call.visitor()))),
                Endpoint.get(OF_DATABASE, "The connections of a database")
                        .listing(Forms.CONNECTION, call -> page(call, owned(management.database(call.id())))),
                Endpoint.post(OF_DATABASE, "Makes a connection of a database; starts it if it does not run")
                        .taking(Forms.DATABASE_CONNECTION_TO_MAKE)
                        .status(200)
                        .answering(data(Forms.NEW_CONNECTION), call -> create(call, call.id())));
    }

    private static Stream<Owned> owned(HomeDatabase database) {
        return database.connections().stream().map(connection -> new Owned(database, connection));
    }

    private Page list(Call call) {
        return page(
                call,
                management.databases().stream()
                        .filter(database -> call.query("databaseId")
                                .filter(id -> !id.equals(database.id()))
                                .isEmpty())
                        .flatMap(ConnectionEndpoints::owned));
    }

    private Page page(Call call, Stream<Owned> all) {
        List<Owned> list = all.toList();
        return Page.of(
                call,
                list,
                owned -> new Page.Place(
                        owned.connection().createdAt(), owned.connection().id()),
                owned -> told(call, owned));
    }

    private Map<String, Object> told(Call call, Owned owned) {
        return new Documents(call.base(), home).connection(owned.database(), owned.connection(), null);
    }

    private Object get(Call call) {
        return Map.of(
                "data",
                management.databases().stream()
                        .flatMap(ConnectionEndpoints::owned)
                        .filter(owned -> owned.connection().id().equals(call.id()))
                        .findFirst()
                        .map(owned -> told(call, owned))
                        .orElseThrow(() -> NotThere.of("connection", call.id())));
    }

    private Object create(Call call, String databaseId) {
        return issued(call, management.createConnection(databaseId, call.text("name"), call.visitor()));
    }

    private Object issued(Call call, IssuedConnection issued) {
        return Map.of(
                "data",
                new Documents(call.base(), home).connection(issued.database(), issued.connection(), issued.password()));
    }
}
