package dev.jprisma.console.data;

import java.util.List;

/**
 * A statement of an edit, as it runs.
 *
 * @param sql with {@code $1} for the first parameter
 * @param parameters their texts; null for NULL
 */
public record EditStatement(String sql, List<String> parameters) {}
