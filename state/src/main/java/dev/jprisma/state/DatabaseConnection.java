package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A login of a database that was asked for by name, so that it can be taken back alone. Its password is PostgreSQL's to
 * know.
 *
 * @param id {@code con_...}
 * @param name for people; need not be its own
 * @param role in PostgreSQL
 */
public record DatabaseConnection(String id, String name, Instant createdAt, String role) {
    public DatabaseConnection {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(role, "role");
    }

    /** A new one, with a role named by its id. */
    public static DatabaseConnection create(String name) {
        String id = ResourceId.CONNECTION.random();
        return new DatabaseConnection(id, name, Instant.now(), id);
    }
}
