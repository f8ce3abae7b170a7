package dev.jprisma.insights;

/** What {@code pg_stat_statements} counts of a statement. */
record StatementCounters(
        StatementShape shape,
        long executions,
        long totalMicros,
        long slowestMicros,
        long rows,
        long blocksHit,
        long blocksRead,
        long lastSeenMillis) {
    long blocks() {
        return blocksHit + blocksRead;
    }
}
