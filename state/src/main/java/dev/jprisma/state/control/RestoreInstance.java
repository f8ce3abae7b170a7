package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotName;

/** Put the data of a snapshot in the place of an instance's, which is kept as an automatic snapshot. */
public record RestoreInstance(InstanceName name, SnapshotName snapshot) {}
