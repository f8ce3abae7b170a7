package dev.jprisma.postgres.wire;

/** A query by the simple protocol: text of any number of statements. */
class SimpleQuery extends Exchange {

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
    final void send() {
        out.begin('Q').writeString(sql).end();
        out.flush();
    }

    @Override
    final ResultReceiver receiver() {
        return receiver;
    }

    @Override
    final int statement() {
        return completed;
    }

    @Override
    final boolean isAnsweredFirst() {
        return false;
    }

    @Override
    final boolean handle(int type) {
        return false;
    }

    @Override
    final void describe(ResultReceiver target) {
        target.columns(Column.read(in));
    }

    @Override
    final void completed(String commandTag) {
        completed++;
    }
}
