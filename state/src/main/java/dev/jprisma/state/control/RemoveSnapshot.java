package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotName;

/** Delete a snapshot of an instance, which may be gone. */
public record RemoveSnapshot(InstanceName name, SnapshotName snapshot) {}
