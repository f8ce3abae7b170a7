package dev.jprisma.state.insights;

import java.time.Instant;
import java.util.List;

/**
 * One statement, whatever its values, since the server's statistics began; or, where it has none, as recorded.
 *
 * @param id names it in requests
 * @param sql with placeholders for all values, without comments
 * @param tables that it names
 * @param callers who executes it, the busiest first; empty if it was not recorded
 * @param totalMicros of all executions
 * @param slowestMicros the longest of them
 * @param rows of all executions, returned or changed
 * @param blocksRead from the operating system
 * @param blocksHit found in PostgreSQL's memory
 * @param lastSeen null if it was not executed while somebody looked
 */
public record StatementFigures(
        String id,
        String database,
        String sql,
        List<String> tables,
        List<StatementCaller> callers,
        long executions,
        long totalMicros,
        long slowestMicros,
        long rows,
        long blocksRead,
        long blocksHit,
        Instant lastSeen) {

    /** The time of an execution on average. */
    public long meanMicros() {
        return executions == 0 ? 0 : totalMicros / executions;
    }
}
