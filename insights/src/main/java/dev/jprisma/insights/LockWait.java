package dev.jprisma.insights;

/**
 * A statement that waits for a lock.
 *
 * @param sql that waits, as the server shows it
 * @param waitedMillis for how long, at the moment it was seen
 * @param blocker what the session that holds the lock executes, or has executed last
 * @param blockerState such as {@code idle in transaction}
 * @param blockerMillis how long its transaction has been open
 */
record LockWait(
        StatementKey statement,
        String sql,
        String application,
        long waitedMillis,
        String blocker,
        String blockerState,
        String blockerApplication,
        long blockerMillis,
        long seenMillis) {}
