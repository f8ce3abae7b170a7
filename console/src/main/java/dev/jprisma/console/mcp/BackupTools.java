package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Backup;
import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.state.DatabaseSource;
import dev.jprisma.state.SnapshotView;
import java.util.List;
import java.util.Map;

/** Snapshots, which Prisma's server calls backups. */
final class BackupTools {
    private static final Map<String, Object> BACKUP = Schemas.object(
            "id",
            Schemas.TEXT,
            "name",
            Schemas.TEXT,
            "createdAt",
            Schemas.TEXT,
            "status",
            Schemas.TEXT,
            "backupType",
            Schemas.TEXT,
            "size?",
            Schemas.NUMBER);

    private final Home home;
    private final DatabaseFinder databases;

    BackupTools(Home home, DatabaseFinder databases) {
        this.home = home;
        this.databases = databases;
    }

    List<Tool> all() {
        return List.of(
                Tool.of(
                        "list_prisma_postgres_backups",
                        "List backups",
                        "Lists the backups (snapshots) of a database.",
                        Effect.READS,
                        List.of(DatabaseFinder.ID),
                        Schemas.object("backups", Schemas.list(BACKUP)),
                        this::list),
                Tool.of(
                        "create_prisma_postgres_backup",
                        "Create a backup",
                        "Takes a backup (snapshot) of what a database has now, beside its sessions. It stays until the"
                                + " user removes it.",
                        Effect.ADDS,
                        List.of(DatabaseFinder.ID, DatabaseFinder.PROJECT),
                        Schemas.object("backup", BACKUP),
                        this::create),
                Tool.of(
                        "create_prisma_postgres_recovery",
                        "Recover a backup into a new database",
                        "Makes a new database with the data of a backup, starts it and gives its connection string. The"
                                + " first one stays as it is.",
                        Effect.ADDS,
                        List.of(
                                DatabaseFinder.ID,
                                Parameter.text("backupId", "Id from the list of backups")
                                        .need(),
                                Parameter.text("targetDatabaseName", "What the new database is to be called")
                                        .need()),
                        DatabaseTools.MADE,
                        this::recover));
    }

    private Tool.Answer list(Call call) {
        return new Tool.Answer(Json.object(
                "backups",
                home.management().backups(databases.of(call).id()).stream()
                        .map(BackupTools::shown)
                        .toList()));
    }

    private Tool.Answer create(Call call) {
        Backup taken = home.management().takeBackup(databases.of(call).id(), call.visitor());
        return new Tool.Answer(Json.object("backup", shown(taken)));
    }

    private Tool.Answer recover(Call call) {
        HomeDatabase database = databases.of(call);
        Backup backup = home.management().backup(database.id(), call.arguments().text("backupId"));
        return DatabaseTools.make(
                home,
                call,
                DatabaseTools.copy(
                        database,
                        call.arguments().text("targetDatabaseName"),
                        new DatabaseSource(DatabaseSource.Type.BACKUP, database.id(), backup.id())));
    }

    private static Map<String, Object> shown(Backup backup) {
        SnapshotView snapshot = backup.snapshot();
        return Json.object(
                "id",
                backup.id(),
                "name",
                snapshot.name(),
                "createdAt",
                snapshot.createdAt().toString(),
                "status",
                "completed",
                "backupType",
                "full",
                "size",
                snapshot.bytes());
    }
}
