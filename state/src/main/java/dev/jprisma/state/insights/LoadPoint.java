package dev.jprisma.state.insights;

import java.time.Instant;

/**
 * What was executed in the time up to a moment.
 *
 * @param seconds how long that time was
 * @param totalMicros of the executions that ended in it
 */
public record LoadPoint(Instant at, long seconds, long executions, long totalMicros) {}
