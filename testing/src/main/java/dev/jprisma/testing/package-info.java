/**
 * Real PostgreSQL for tests: a fresh, migrated, isolated database in milliseconds, with no daemon and no Docker.
 *
 * <p>{@link dev.jprisma.testing.junit.JprismaTest} brings it to JUnit; {@link dev.jprisma.testing.Jprisma} is the door
 * for everything else. Migrations run once per content and home, into a template; a test gets a copy of it, made ahead
 * in the background. The server is not durable, lives in memory-backed storage where there is some, and is gone with
 * the run; what a killed run leaves, the next one removes.
 *
 * <p>All of it is safe for threads. Null is never passed or returned. What fails throws
 * {@link dev.jprisma.state.JprismaException}, whose message says what to do.
 */
package dev.jprisma.testing;
