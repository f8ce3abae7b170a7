package dev.jprisma.migrations;

import java.util.List;

/**
 * What a folder did to a database.
 *
 * @param tool whose migrations they are, such as {@code Prisma}
 * @param applied those that ran now, by name, in their order
 * @param before how many had run before
 */
public record AppliedMigrations(String tool, List<String> applied, int before) {}
