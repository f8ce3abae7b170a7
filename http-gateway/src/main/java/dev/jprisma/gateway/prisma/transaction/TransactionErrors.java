package dev.jprisma.gateway.prisma.transaction;

import dev.jprisma.gateway.prisma.error.PrismaError;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors of the transaction API: all P2028, all 409. */
final class TransactionErrors {
    private TransactionErrors() {}

    static PrismaError of(String message, Map<String, Object> meta) {
        return new PrismaError(409, "P2028", "Transaction API error: " + message, meta);
    }

    static PrismaError notFound() {
        return of(
                "Transaction not found. Transaction ID is invalid, refers to an old closed transaction Prisma doesn't"
                        + " have information about anymore, or was obtained before disconnecting.",
                Map.of());
    }

    static PrismaError committed(String operation) {
        return of(
                "Transaction already closed: A " + operation + " cannot be executed on a committed transaction.",
                Map.of());
    }

    static PrismaError rolledBack(String operation) {
        return of(
                "Transaction already closed: A " + operation
                        + " cannot be executed on a transaction that was rolled back.",
                Map.of());
    }

    static PrismaError startTimedOut() {
        return of("Unable to start a transaction in the given time.", Map.of());
    }

    static PrismaError expired(String operation, long timeoutMillis, long takenMillis) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("operation", operation);
        meta.put("timeout", timeoutMillis);
        meta.put("timeTaken", takenMillis);
        return of(
                "A " + operation + " cannot be executed on an expired transaction. The timeout for this transaction"
                        + " was " + timeoutMillis + " ms, however " + takenMillis + " ms passed since the start of the"
                        + " transaction. Consider increasing the interactive transaction timeout or doing less work in"
                        + " the transaction.",
                meta);
    }

    static PrismaError invalidIsolationLevel(String level) {
        return of("Invalid isolation level: " + level, Map.of("isolationLevel", level));
    }
}
