package dev.jprisma.console.home;

import dev.jprisma.state.JprismaException;
import dev.jprisma.state.LifeTime;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.ProjectRecord;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The use cases of a home as projects with databases: each database is an instance. Everything is asked for by its id;
 * an id that there is not is a {@link JprismaException} of kind {@link dev.jprisma.state.ErrorKind#NOT_FOUND}. Each
 * waits until it is done. Safe for threads.
 */
public interface Management {
    /** All of them, the oldest first; the first is the built-in one. */
    List<ProjectRecord> projects();

    ProjectRecord project(String id);

    /** @param logicalId one that no other has, or null */
    ProjectRecord createProject(String name, String logicalId);

    /**
     * Makes a project with a database, or neither; the database has the name of the project.
     *
     * @param logicalId of the project: one that no other has, or null
     * @param lifeTime after which the database goes by itself, and the project with it; null if it stays
     */
    HomeDatabase createProjectWithDatabase(String name, String logicalId, LifeTime lifeTime, Visitor visitor);

    ProjectRecord renameProject(String id, String name);

    /** With its databases, running ones included, and all that was kept of them. Not the built-in one. */
    void deleteProject(String id);

    /** All that can be read, the oldest first, as this moment shows them. */
    List<HomeDatabase> databases();

    HomeDatabase database(String id);

    /**
     * The same for a person: by its id, the name of its instance, or its own name if one alone has it.
     *
     * @throws JprismaException also if several have that name, which it then tells with their ids
     */
    HomeDatabase databaseCalled(String idOrName);

    /** Makes it and starts it. */
    HomeDatabase createDatabase(NewDatabase request, Visitor visitor);

    /** Changes what is recorded of it: name, logical id, end. It is changed as it is when its turn has come. */
    HomeDatabase changeDatabase(String id, UnaryOperator<ManagedDatabase> change);

    /**
     * Keeps a database that would go by itself.
     *
     * @param name as {@link #databaseCalled}, or the id of its project, of which it is the default one
     */
    HomeDatabase claim(String name);

    /** Running or not, with all that was kept of it. */
    void deleteDatabase(String id);

    DatabaseUsage usage(String id);

    /** Starts the database if it does not run. */
    IssuedConnection createConnection(String databaseId, String name, Visitor visitor);

    /** Gives it another password. Starts the database if it does not run. Not the default one. */
    IssuedConnection rotateConnection(String connectionId, Visitor visitor);

    /**
     * Ends its sessions, and it lets nobody in any more. Starts the database if it does not run. Not the default one.
     */
    void deleteConnection(String connectionId, Visitor visitor);

    /** The latest first. */
    List<Backup> backups(String databaseId);

    Backup takeBackup(String databaseId, Visitor visitor);

    void removeBackup(String databaseId, String backupId);

    /** Puts the data of a backup in the place of a database's, which becomes an automatic snapshot; it runs then. */
    HomeDatabase restore(String databaseId, Backup from, Visitor visitor);

    /** The one that a project came with. */
    default HomeDatabase defaultDatabase(String projectId) {
        return databases().stream()
                .filter(database -> database.project().id().equals(projectId)
                        && database.managed().isDefault())
                .findFirst()
                .orElseThrow(() -> NotThere.of("project", projectId));
    }

    /** The backup of that id. */
    default Backup backup(String databaseId, String backupId) {
        return backups(databaseId).stream()
                .filter(backup -> backup.id().equals(backupId))
                .findFirst()
                .orElseThrow(() -> NotThere.of("backup", backupId));
    }
}
