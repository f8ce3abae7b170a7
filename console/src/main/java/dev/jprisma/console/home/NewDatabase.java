package dev.jprisma.console.home;

import dev.jprisma.state.DatabaseSource;
import java.time.Instant;

/**
 * A database that is to be made.
 *
 * @param projectId of a project that is there
 * @param name for people: any text
 * @param logicalId a name of the caller's that no other of the project has; null for none
 * @param isDefault whether it becomes the one that goes with its project, in place of the one before
 * @param endsAt when it goes by itself; null if it stays
 */
public record NewDatabase(
        String projectId, String name, String logicalId, boolean isDefault, DatabaseSource source, Instant endsAt) {
    /** An empty one that stays. */
    public NewDatabase(String projectId, String name) {
        this(projectId, name, null, false, DatabaseSource.EMPTY, null);
    }
}
