package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A group of databases. A value: it changes by copy, and only the daemon writes it.
 *
 * @param schemaVersion of the file
 * @param id {@code proj_...}, also the name of its file
 * @param name for people: any text, which others may have as well
 * @param logicalId a name of the caller's, or null
 */
public record ProjectRecord(int schemaVersion, String id, String name, Instant createdAt, String logicalId) {
    /** The schema this version writes; it reads this and older ones. */
    public static final int SCHEMA_VERSION = 1;

    /** Of the one that every home has: it holds what {@code jprisma dev} made, and has no file. */
    public static final String LOCAL_ID = "proj_local";

    /** The one that every home has. */
    public static final ProjectRecord LOCAL = new ProjectRecord(SCHEMA_VERSION, LOCAL_ID, "local", Instant.EPOCH, null);

    public ProjectRecord {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
    }

    /** @param logicalId may be null */
    public static ProjectRecord create(String name, String logicalId) {
        return new ProjectRecord(SCHEMA_VERSION, ResourceId.PROJECT.random(), name, Instant.now(), logicalId);
    }

    public ProjectRecord named(String newName) {
        return new ProjectRecord(SCHEMA_VERSION, id, newName, createdAt, logicalId);
    }

    public boolean isLocal() {
        return id.equals(LOCAL_ID);
    }
}
