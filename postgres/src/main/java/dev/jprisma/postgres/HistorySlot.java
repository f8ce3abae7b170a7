package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.HistoryRecord;
import dev.jprisma.state.HistoryRegistry;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The replication slots of a server that keep the WAL of histories: what is behind them is not recycled, unless it
 * becomes more than {@code max_slot_wal_keep_size}. A session of its superuser, which throws {@link PostgresException}
 * whenever PostgreSQL does not do what it is asked for.
 */
public final class HistorySlot implements AutoCloseable {
    /** As much WAL is kept for histories, unless its user set something else. */
    public static final String MOST_WAL = "max_slot_wal_keep_size";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration REMOVE_LIMIT = Duration.ofMinutes(1);

    private final PostgresConnection session;

    private HistorySlot(PostgresConnection session) {
        this.session = session;
    }

    /**
     * What a slot keeps.
     *
     * @param from the position of the first WAL that is kept
     * @param end that of the last
     * @param lost whether it was more than it may be, so that it is kept no more
     * @param most bytes that it may be; negative if there is no limit
     */
    public record KeptWal(long from, long end, boolean lost, long most) {}

    /** @throws PostgresException if the superuser is not let in, or there is no server */
    public static HistorySlot open(ServerAddress superuser) {
        PostgresConnection session = PostgresConnection.open(superuser, LIMIT);
        session.setReadTimeout(LIMIT);
        return new HistorySlot(session);
    }

    /** Of a history; empty if there is no such slot. */
    public Optional<KeptWal> kept(String history) {
        AtomicReference<KeptWal> kept = new AtomicReference<>();
        session.execute(
                Statement.of(
                                "SELECT coalesce(restart_lsn, '0/0'), pg_current_wal_lsn(), wal_status = 'lost' OR"
                                        + " restart_lsn IS NULL, (SELECT setting::bigint * 1048576 FROM pg_settings WHERE"
                                        + " name = '" + MOST_WAL + "') FROM pg_replication_slots WHERE slot_name = $1",
                                HistoryRecord.slotOf(history))
                        .once(),
                new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        kept.set(new KeptWal(
                                WalSegments.position(row.text(0)),
                                WalSegments.position(row.text(1)),
                                row.text(2).equals("t"),
                                Long.parseLong(row.text(3))));
                    }
                });
        return Optional.ofNullable(kept.get());
    }

    /** Those of the server without which there can be no slot. */
    public List<ServerSetting> settings() {
        List<ServerSetting> settings = new ArrayList<>();
        session.query(
                "SELECT name, setting FROM pg_settings WHERE name IN ('wal_level', 'max_replication_slots')",
                new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        settings.add(new ServerSetting(row.text(0), row.text(1)));
                    }
                });
        return settings;
    }

    /** Begins to keep WAL. */
    public void create(String history) {
        execute("SELECT pg_create_physical_replication_slot($1, true)", HistoryRecord.slotOf(history));
    }

    /** Lets go of what is before that position. */
    public void advance(String history, long position) {
        execute(
                "SELECT pg_replication_slot_advance($1, $2::pg_lsn)",
                HistoryRecord.slotOf(history),
                WalSegments.text(position));
    }

    /** Keeps no WAL any more. */
    public void drop(String history) {
        execute(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1",
                HistoryRecord.slotOf(history));
    }

    /**
     * Commits something, so that there is an end to all that was committed until a moment.
     *
     * @return false if the server's clock is not past that moment
     */
    public boolean commitAfter(Instant moment) {
        AtomicReference<String> done = new AtomicReference<>();
        // Not to wait for standbys; and forced to the disk, for what was not.
        session.query("SET synchronous_commit = local", ResultReceiver.NONE);
        session.execute(
                Statement.of(
                                "SELECT pg_logical_emit_message(true, 'jprisma', '') FROM (SELECT clock_timestamp() >"
                                        + " $1::timestamptz AS past) AS clock WHERE past",
                                moment.toString())
                        .once(),
                new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        done.set(row.text(0));
                    }
                });
        return done.get() != null;
    }

    private void execute(String sql, String... parameters) {
        session.execute(Statement.of(sql, parameters).once(), ResultReceiver.NONE);
    }

    /** Takes the slot of a history out of data that no server runs on. */
    public static void remove(Storage storage, Path dataDirectory, String history) throws IOException {
        Path slot = HistoryRegistry.slotDirectory(history, dataDirectory);
        storage.privileges().run(List.of("rm", "-rf", slot.toString()), "", REMOVE_LIMIT);
    }

    @Override
    public void close() {
        session.close();
    }
}
