package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.OutputStream;

/** A {@code COPY ... TO STDOUT}. */
final class CopyTo extends SimpleQuery {
    private final OutputStream target;
    private final CopyCount count;
    private IOException targetFailure;

    CopyTo(PostgresConnection connection, String sql, OutputStream target) {
        this(connection, sql, target, new CopyCount());
    }

    private CopyTo(PostgresConnection connection, String sql, OutputStream target, CopyCount count) {
        super(connection, sql, count);
        this.target = target;
        this.count = count;
    }

    /** Returns the number of rows. */
    long runCopy() throws IOException {
        exchange();
        if (targetFailure != null) {
            throw targetFailure;
        }
        rethrow();
        return count.rows();
    }

    @Override
    void copyOut() {
        // The data follow.
    }

    @Override
    void copyData() {
        if (targetFailure != null) {
            return;
        }
        try {
            in.writeRestTo(target);
        } catch (IOException e) {
            targetFailure = e;
            cancel();
        }
    }
}
