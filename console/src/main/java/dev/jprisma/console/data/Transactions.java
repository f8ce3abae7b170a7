package dev.jprisma.console.data;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.TransactionStatus;

/** What an error leaves of a transaction. */
final class Transactions {
    private Transactions() {}

    /** Ends the session's transaction, if it is in one and can still be spoken to. */
    static void rollBack(PostgresConnection session) {
        if (session.isOpen() && session.transactionStatus() != TransactionStatus.IDLE) {
            session.query("ROLLBACK", ResultReceiver.NONE);
        }
    }
}
