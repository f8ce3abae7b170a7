package dev.jprisma.postgres.wire;

/** What the server said with its last {@code ReadyForQuery}. */
public enum TransactionStatus {
    IDLE,
    IN_TRANSACTION,
    /** In a transaction that can only be rolled back. */
    FAILED;

    static TransactionStatus of(int code) {
        return switch (code) {
            case 'I' -> IDLE;
            case 'T' -> IN_TRANSACTION;
            case 'E' -> FAILED;
            default -> throw new ConnectionLostException("Unknown transaction status " + code + ".");
        };
    }
}
