package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.state.control.MigratedInstance;
import java.util.List;

/**
 * The migrations of a folder that the user named when he configured the client. What they do is the user's, as by
 * {@code jprisma dev migrate}: a model can have them run, and not say which.
 */
final class MigrationTools {
    private final Home home;
    private final DatabaseFinder databases;

    MigrationTools(Home home, DatabaseFinder databases) {
        this.home = home;
        this.databases = databases;
    }

    List<Tool> all() {
        return List.of(new Tool(
                "migrate_database",
                "Run the migrations",
                "Runs those of the user's migrations that a database does not have yet, in their order, until one fails."
                        + " A snapshot of the data is taken first, which the answer names.",
                Effect.DESTROYS,
                null,
                true,
                List.of(DatabaseFinder.ID, DatabaseFinder.PROJECT),
                Schemas.object(
                        "tool",
                        Schemas.TEXT,
                        "applied",
                        Schemas.list(Schemas.TEXT),
                        "appliedBefore",
                        Schemas.NUMBER,
                        "snapshot",
                        Schemas.TEXT),
                this::migrate));
    }

    private Tool.Answer migrate(Call call) {
        HomeDatabase database = databases.running(call);
        String snapshot = call.snapshots().before(database, () -> databases.keep(database, call));
        MigratedInstance migrated =
                home.migrate(database.instanceName(), call.scope().migrations(), call.visitor());
        return new Tool.Answer(
                Json.object(
                        "tool",
                        migrated.tool(),
                        "applied",
                        migrated.applied(),
                        "appliedBefore",
                        migrated.before(),
                        "snapshot",
                        snapshot),
                databases.wayBack(database, snapshot));
    }
}
