package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an instance is as a database of a project. A value: it changes by copy.
 *
 * @param id {@code db_...}, which stays whatever becomes of names and data
 * @param name for people: any text, which others may have as well
 * @param projectId {@link ProjectRecord#LOCAL_ID} for what {@code jprisma dev} made
 * @param logicalId a name of the caller's within the project, or null
 * @param isDefault whether it is the one that its project came with, and goes with
 * @param endsAt when it goes by itself, with all that was kept of it; null if it stays
 * @param connections its logins, the oldest first, without the one that it always has
 */
public record ManagedDatabase(
        String id,
        String name,
        String projectId,
        String logicalId,
        boolean isDefault,
        DatabaseSource source,
        Instant endsAt,
        List<DatabaseConnection> connections) {

    public ManagedDatabase {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(projectId, "projectId");
        source = source == null ? DatabaseSource.EMPTY : source;
        connections = connections == null ? List.of() : List.copyOf(connections);
    }

    /** A new one, which stays until somebody deletes it. */
    public static ManagedDatabase create(String name, String projectId, DatabaseSource source) {
        return new ManagedDatabase(ResourceId.DATABASE.random(), name, projectId, null, false, source, null, List.of());
    }

    /** That of an instance of which nobody recorded one. */
    static ManagedDatabase of(InstanceRecord instance) {
        return new ManagedDatabase(
                ResourceId.DATABASE.of(instance.secret()),
                instance.name().value(),
                ProjectRecord.LOCAL_ID,
                null,
                false,
                DatabaseSource.EMPTY,
                null,
                List.of());
    }

    public ManagedDatabase named(String newName) {
        return new ManagedDatabase(id, newName, projectId, logicalId, isDefault, source, endsAt, connections);
    }

    public ManagedDatabase withLogicalId(String newId) {
        return new ManagedDatabase(id, name, projectId, newId, isDefault, source, endsAt, connections);
    }

    public ManagedDatabase asDefault(boolean newDefault) {
        return new ManagedDatabase(id, name, projectId, logicalId, newDefault, source, endsAt, connections);
    }

    /** It goes by itself then; null if it stays from now on. */
    public ManagedDatabase endingAt(Instant end) {
        return new ManagedDatabase(id, name, projectId, logicalId, isDefault, source, end, connections);
    }

    public ManagedDatabase with(DatabaseConnection connection) {
        return having(Stream.concat(connections.stream(), Stream.of(connection)).toList());
    }

    public ManagedDatabase without(DatabaseConnection connection) {
        return having(
                connections.stream().filter(Predicate.not(connection::equals)).toList());
    }

    private ManagedDatabase having(List<DatabaseConnection> all) {
        return new ManagedDatabase(id, name, projectId, logicalId, isDefault, source, endsAt, all);
    }
}
