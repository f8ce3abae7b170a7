package dev.jprisma.console.sql;

import java.time.Instant;

/**
 * A text that was run.
 *
 * @param outcome in a few words: {@code SELECT 3}, or the error
 */
public record HistoryEntry(Instant time, String instance, String sql, String outcome, long micros) {}
