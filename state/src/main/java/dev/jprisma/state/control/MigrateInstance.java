package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Run migrations in an instance's first database, until one fails.
 *
 * @param directory absolute path of a folder of migrations, of whichever tool
 */
public record MigrateInstance(InstanceName name, String directory) {}
