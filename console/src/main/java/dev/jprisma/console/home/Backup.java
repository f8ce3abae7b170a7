package dev.jprisma.console.home;

import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotView;

/**
 * A snapshot as a backup of a database.
 *
 * @param id {@code bkp_...}
 */
public record Backup(String id, HomeDatabase database, SnapshotView snapshot) {
    /** Among those of its instance. */
    public SnapshotName name() {
        return new SnapshotName(snapshot.name());
    }
}
