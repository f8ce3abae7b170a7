package dev.jprisma.state.control;

import static java.util.Objects.requireNonNull;

import dev.jprisma.state.LifeTime;

/**
 * Make a database in a project of its own, which ends by itself unless it is claimed.
 *
 * @param name of both, for people: any text
 */
public record CreateDatabase(String name, LifeTime lifeTime) {
    public CreateDatabase {
        requireNonNull(name, "name");
        requireNonNull(lifeTime, "lifeTime");
    }
}
