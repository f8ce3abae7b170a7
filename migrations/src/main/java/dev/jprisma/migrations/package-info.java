/**
 * Folders of migrations: which tool's they are, what runs in which order and transaction, and what that tool would have
 * recorded, so that it goes on from there. One implementation for the command, the daemon and tests.
 *
 * <p>{@link dev.jprisma.migrations.MigrationFolder} is the way in. A tool is a class that reads its folder into
 * {@code Migration}s and a {@code History}, which stands beside it; {@code Migrator} runs them.
 */
package dev.jprisma.migrations;
