package dev.jprisma.postgres.wire;

/** A query by the simple protocol: text of any number of statements. */
final class SimpleQuery extends Exchange {

    private final String sql;
    private final ResultReceiver receiver;
    private int completed;

    SimpleQuery(PostgresConnection connection, String sql, ResultReceiver receiver) {
        super(connection);
        this.sql = sql;
        this.receiver = receiver;
    }

    void run() {
        exchange();
        rethrow();
    }

    @Override
    void send() {
        out.begin('Q').writeString(sql).end();
        out.flush();
    }

    @Override
    ResultReceiver receiver() {
        return receiver;
    }

    @Override
    int statement() {
        return completed;
    }

    @Override
    boolean isAnsweredFirst() {
        return false;
    }

    @Override
    boolean handle(int type) {
        return false;
    }

    @Override
    void describe(ResultReceiver target) {
        target.columns(Column.read(in));
    }

    @Override
    void completed(String commandTag) {
        completed++;
    }
}
