package dev.jprisma.console.createdb;

import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.Region;
import java.util.List;

/** What create-db reads of a new project: less than the Management API says of one. */
record CreatedProject(String id, String name, Database database) {
    record Database(String id, String name, Region region, List<Connection> connections) {}

    record Connection(String id, Endpoints endpoints) {}

    record Endpoints(Endpoint direct) {}

    record Endpoint(String connectionString) {}

    static CreatedProject of(HomeDatabase made) {
        Endpoint direct = new Endpoint(made.urls().tcp());
        Connection connection = new Connection(made.defaultConnection().id(), new Endpoints(direct));
        return new CreatedProject(
                made.project().id(),
                made.project().name(),
                new Database(made.id(), made.name(), Region.LOCAL, List.of(connection)));
    }
}
