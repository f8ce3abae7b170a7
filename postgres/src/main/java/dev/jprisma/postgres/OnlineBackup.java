package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a cluster whose server goes on, by PostgreSQL's low level API for backups: what is copied between its start
 * and its end becomes a whole by the WAL of that time, which a slot of this session keeps from being recycled ("Making
 * a Base Backup Using the Low Level API" in PostgreSQL's documentation).
 */
final class OnlineBackup {
    private static final Logger LOG = LoggerFactory.getLogger(OnlineBackup.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    /** The file that says from where a copy is recovered. */
    static final String LABEL = "backup_label";

    private static final int VERSION_15 = 150_000;

    /** What the session of a user's superuser could be ended by. */
    private static final String NO_LIMITS = "SET statement_timeout = 0; SET lock_timeout = 0;"
            + " SET idle_in_transaction_session_timeout = 0; SET idle_session_timeout = 0";

    private final ClusterCopier copier;
    private final Path source;
    private final ServerAddress superuser;

    OnlineBackup(ClusterCopier copier, Path source, ServerAddress superuser) {
        this.copier = copier;
        this.source = source;
        this.superuser = superuser;
    }

    /**
     * Makes the copy, which has yet to be recovered.
     *
     * @param target where nothing is yet
     * @return the position in the WAL from which the copy needs it
     * @throws ServerErrorException if the superuser is not let in
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if PostgreSQL refuses or its server ends
     * @throws IOException if the files cannot be copied
     */
    long copyTo(Path target) throws IOException {
        PostgresConnection opened = PostgresConnection.open(superuser, CONNECT_LIMIT);
        try (PostgresConnection session = opened) {
            session.query(NO_LIMITS, ResultReceiver.NONE);
            List<String> facts = row(
                    session,
                    "SELECT current_setting('server_version_num'), setting FROM pg_settings"
                            + " WHERE name = 'wal_segment_size'");
            boolean renamed = Integer.parseInt(facts.get(0)) >= VERSION_15;
            keepWal(session);
            List<String> start = row(
                    session,
                    renamed
                            ? "SELECT lsn, pg_walfile_name(lsn) FROM pg_backup_start('jprisma', true) AS lsn"
                            : "SELECT lsn, pg_walfile_name(lsn) FROM pg_start_backup('jprisma', true, false) AS lsn");
            copier.copyRunning(source, target);
            List<String> end = row(
                    session,
                    "SELECT lsn, labelfile FROM "
                            + (renamed ? "pg_backup_stop(false)" : "pg_stop_backup(false, false)"));
            long from = WalSegments.position(start.get(0));
            WalSegments segments = new WalSegments(
                    Long.parseLong(facts.get(1)),
                    Integer.parseUnsignedInt(start.get(1).substring(0, 8), 16));
            copier.copyWal(source, target, segments.namesOf(from, WalSegments.position(end.get(0))));
            copier.write(target.resolve(LABEL), end.get(1));
            return from;
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "PostgreSQL lets no copy be made: " + e.getMessage(), e);
        }
    }

    /** Where all slots are taken or there are none, the WAL may last all the same: it is looked for in the end. */
    private static void keepWal(PostgresConnection session) {
        String slot = "jprisma_" + UUID.randomUUID().toString().substring(0, 8);
        try {
            session.execute(
                    Statement.of("SELECT pg_create_physical_replication_slot($1, true, true)", slot)
                            .once(),
                    ResultReceiver.NONE);
        } catch (ServerErrorException e) {
            LOG.debug("No slot keeps the WAL: {}", e.getMessage());
        }
    }

    private static List<String> row(PostgresConnection session, String sql) {
        List<String> values = new ArrayList<>();
        session.execute(Statement.of(sql).once(), new ResultReceiver() {
            @Override
            public void row(Row row) {
                values.add(row.text(0));
                values.add(row.text(1));
            }
        });
        return values;
    }
}
