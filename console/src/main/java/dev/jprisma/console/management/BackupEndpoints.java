package dev.jprisma.console.management;

import static dev.jprisma.console.management.Forms.data;

import dev.jprisma.console.home.Backup;
import dev.jprisma.console.home.Management;
import dev.jprisma.console.shape.Shape;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.SnapshotRecord;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Backups, each of which is a snapshot, and what is made of them. */
final class BackupEndpoints {
    private static final String ALL = "/v1/databases/{databaseId}/backups";

    private final JprismaHome home;
    private final Management management;

    BackupEndpoints(JprismaHome home, Management management) {
        this.home = home;
        this.management = management;
    }

    Stream<Endpoint> all() {
        return Stream.of(
                Endpoint.get(ALL, "The backups of a database, the latest first")
                        .asking("limit", Shape.number())
                        .answering(Forms.BACKUPS, this::list),
                Endpoint.post(ALL, "Takes a backup of a database (jprisma's own: the cloud takes them by itself)")
                        .taking(Forms.NOTHING)
                        .answering(
                                data(Forms.BACKUP),
                                call -> Map.of(
                                        "data", Documents.backup(management.takeBackup(call.id(), call.visitor())))),
                Endpoint.delete(ALL + "/{backupId}", "Deletes a backup (jprisma's own)")
                        .doing(call -> management.removeBackup(call.place("databaseId"), call.place("backupId"))),
                Endpoint.post(
                                "/v1/databases/{targetDatabaseId}/restore",
                                "Puts the data of a backup in the place of a database's")
                        .taking(Forms.RESTORE)
                        .status(200)
                        .answering(data(Forms.RESTORED_DATABASE), this::restore));
    }

    private Object list(Call call) {
        List<Backup> all = management.backups(call.id());
        int limit = call.query("limit").isPresent() ? Page.limit(call, 0) : Math.max(1, all.size());
        Map<String, Object> pagination = new LinkedHashMap<>();
        pagination.put("hasMore", all.size() > limit);
        pagination.put("limit", call.query("limit").isPresent() ? BigDecimal.valueOf(limit) : null);
        return Map.of(
                "data",
                all.stream().limit(limit).map(Documents::backup).toList(),
                "meta",
                Map.of("backupRetentionDays", BigDecimal.valueOf(SnapshotRecord.AUTOMATIC_STAY.toDays())),
                "pagination",
                pagination);
    }

    private Object restore(Call call) {
        management.database(call.id());
        Map<?, ?> source = (Map<?, ?>) call.body().get("source");
        Backup backup = management.backup((String) source.get("databaseId"), (String) source.get("backupId"));
        return Map.of(
                "data",
                new Documents(call.base(), home)
                        .restoredDatabase(management.restore(call.id(), backup, call.visitor()), backup));
    }
}
