package dev.jprisma.console.home;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.ProjectRecord;
import dev.jprisma.state.ResourceId;
import java.util.List;
import java.util.stream.Stream;

/**
 * An instance as a database of a project.
 *
 * @param project it is in; the built-in one if that of its record is gone
 * @param instance with its secrets
 * @param status as this moment shows it
 * @param restoring whether its data is being exchanged for that of before
 */
public record HomeDatabase(ProjectRecord project, InstanceRecord instance, InstanceStatus status, boolean restoring) {
    public String id() {
        return managed().id();
    }

    /** For people. */
    public String name() {
        return managed().name();
    }

    /** The instance that it is. */
    public InstanceName instanceName() {
        return instance.name();
    }

    /** What else it is as a database. */
    public ManagedDatabase managed() {
        return instance.asDatabase();
    }

    /** The superuser's login: it cannot be deleted alone, and is what jprisma's own URLs have. */
    public DatabaseConnection defaultConnection() {
        return new DatabaseConnection(
                ResourceId.CONNECTION.of(id()), "default", instance.createdAt(), Credentials.USER);
    }

    /** All of them, the default one first. */
    public List<DatabaseConnection> connections() {
        return Stream.concat(Stream.of(defaultConnection()), managed().connections().stream())
                .toList();
    }

    /** Its URLs, with secrets. */
    public ConnectionUrls urls() {
        return ConnectionUrls.of(instance);
    }
}
