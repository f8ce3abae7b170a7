/**
 * The protocol of Prisma's serverless driver {@code @prisma/ppg}: single statements by {@code POST /v0/statement},
 * sessions by the WebSocket {@code /v0/session}.
 *
 * <p>A {@link dev.jprisma.gateway.ppg.Descriptor} says what to execute, a {@link dev.jprisma.gateway.ppg.StatementRun}
 * executes it, and {@link dev.jprisma.gateway.ppg.Frames} carries the answer; only the last knows how it travels.
 * Values are PostgreSQL's text of any range, dates before the year 1, after 9999 and {@code infinity} too: the driver
 * parses them.
 */
package dev.jprisma.gateway.ppg;
