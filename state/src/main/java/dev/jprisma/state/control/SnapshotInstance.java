package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.SnapshotName;

/**
 * Take a snapshot of an instance, which goes on meanwhile if it runs.
 *
 * @param snapshot its name, or null for one made of cause and time
 * @param cause what it is taken before; null if it was asked for
 */
public record SnapshotInstance(InstanceName name, SnapshotName snapshot, SnapshotCause cause) {}
