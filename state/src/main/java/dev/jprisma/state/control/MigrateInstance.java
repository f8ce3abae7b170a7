package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Run SQL files in an instance's first database, each in one go, until one fails.
 *
 * @param directory absolute path of a folder of {@code *.sql} files, taken by name, or of Prisma migrations, folders
 *     with a {@code migration.sql}
 */
public record MigrateInstance(InstanceName name, String directory) {}
