package dev.jprisma.state.control;

import java.util.List;

/**
 * What a folder of migrations did.
 *
 * @param tool whose migrations they are, such as {@code Prisma}
 * @param applied those that ran now, by name, in their order
 * @param before how many had run before
 */
public record MigratedInstance(String tool, List<String> applied, int before) {}
