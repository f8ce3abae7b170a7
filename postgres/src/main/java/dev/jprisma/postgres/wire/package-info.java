/**
 * A small client of the PostgreSQL frontend/backend protocol 3.0, for callers that want what the server says and
 * nothing else: its own text of every value, type OIDs, command tags, every error field, and rows that are handed on as
 * they arrive.
 *
 * <p>{@link dev.jprisma.postgres.wire.PostgresConnection} is the one door. I/O blocks the calling thread; no thread is
 * started here. Message formats: PostgreSQL documentation, chapter "Frontend/Backend Protocol".
 */
package dev.jprisma.postgres.wire;
