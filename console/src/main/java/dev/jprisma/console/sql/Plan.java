package dev.jprisma.console.sql;

/**
 * How PostgreSQL runs a statement.
 *
 * @param wasRun whether it ran, in a transaction that was rolled back
 * @param writes whether the statement changes tables
 * @param planningMicros -1 if PostgreSQL did not say
 * @param executionMicros -1 if it was not run
 * @param json PostgreSQL's own answer
 */
public record Plan(
        PlanNode root, boolean wasRun, boolean writes, long planningMicros, long executionMicros, String json) {}
