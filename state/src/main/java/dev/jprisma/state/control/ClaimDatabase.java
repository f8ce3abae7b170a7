package dev.jprisma.state.control;

import static java.util.Objects.requireNonNull;

/**
 * Keep a database that would end by itself.
 *
 * @param name its instance's, or the id of its project or of itself
 */
public record ClaimDatabase(String name) {
    public ClaimDatabase {
        requireNonNull(name, "name");
    }
}
