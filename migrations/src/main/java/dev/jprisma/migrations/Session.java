package dev.jprisma.migrations;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.postgres.wire.TransactionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A session that migrates, or looks after one that does. Of one thread at a time, except {@link #cancel}. */
final class Session implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

    private final PostgresConnection connection;

    Session(ServerAddress address) {
        this.connection = PostgresConnection.open(address, CONNECT_LIMIT);
    }

    int processId() {
        return connection.processId();
    }

    /** Runs text of any number of statements. */
    void run(String sql) {
        connection.query(sql, ResultReceiver.NONE);
    }

    /** The same; tells the command tag of each statement as it is done. */
    void run(String sql, ResultReceiver receiver) {
        connection.query(sql, receiver);
    }

    /** Runs one statement with {@code $1} placeholders, whose types it says itself; null is NULL. */
    List<List<String>> rows(String sql, String... parameters) {
        List<List<String>> rows = new ArrayList<>();
        connection.execute(Statement.of(sql, parameters), new ResultReceiver() {
            @Override
            public void row(Row row) {
                List<String> values = new ArrayList<>(row.size());
                for (int i = 0; i < row.size(); i++) {
                    values.add(row.text(i));
                }
                rows.add(values);
            }
        });
        return rows;
    }

    /** The first column of the same. */
    List<String> column(String sql, String... parameters) {
        return rows(sql, parameters).stream().map(row -> row.get(0)).toList();
    }

    /** Whether there is such a table. */
    boolean hasTable(String qualifiedName) {
        return column("SELECT to_regclass($1::text) IS NOT NULL", qualifiedName)
                .get(0)
                .equals("t");
    }

    boolean isInTransaction() {
        return connection.transactionStatus() != TransactionStatus.IDLE;
    }

    /** Back to what it was when it was opened. */
    void reset() {
        connection.reset();
    }

    /** Ends the statement that runs, if one does. */
    void cancel() {
        connection.cancel();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        connection.close();
    }
}
