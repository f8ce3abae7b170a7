package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Brings a copy of a cluster that was taken while its server ran to a later moment: to all that was committed until
 * then, and nothing of what was committed after it ("Recovering Using a Continuous Archive Backup" in PostgreSQL's
 * documentation). The WAL is taken, a file at a time, from where it is.
 */
final class PointInTimeRecovery {
    /** Makes it one when a server starts. */
    private static final String SIGNAL = "recovery.signal";

    /** That of its command line knows no Z. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSx").withZone(ZoneOffset.UTC);

    private static final String NOTHING_LATER = "recovery ended before configured recovery target was reached";

    private final ClusterCopier copier;
    private final PostgresInstallation installation;
    private final Path wal;

    /** @param wal the folder with the WAL */
    PointInTimeRecovery(ClusterCopier copier, PostgresInstallation installation, Path wal) {
        this.copier = copier;
        this.installation = installation;
        this.wal = wal;
    }

    /**
     * Recovers the cluster and shuts it down.
     *
     * @param ended whether nothing is added to the WAL any more: then what was committed last may be before that moment
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if PostgreSQL cannot, in its words
     */
    void run(Path cluster, Instant at, boolean ended) throws IOException {
        copier.write(cluster.resolve(SIGNAL), "");
        try {
            recover(cluster, List.of("recovery_target_time=" + TIME.format(at)));
        } catch (JprismaException e) {
            if (!ended || !e.getMessage().contains(NOTHING_LATER)) {
                throw e;
            }
            recover(cluster, List.of());
        }
    }

    private void recover(Path cluster, List<String> target) {
        List<String> settings = new ArrayList<>(List.of(
                "restore_command=cp " + quoted(wal.toString()) + "/%f %p",
                "recovery_target_action=promote",
                // Else the settings must be at least those that the WAL was written with.
                "hot_standby=off",
                "archive_mode=off",
                "lc_messages=C"));
        settings.addAll(target);
        SingleUserMode.run(
                installation, cluster, settings, List.of(), Set.of(), "The data of that moment cannot be recovered");
    }

    /** For a shell, by way of PostgreSQL, to which {@code %} means something. */
    private static String quoted(String path) {
        return "'" + path.replace("%", "%%").replace("'", "'\\''") + "'";
    }
}
