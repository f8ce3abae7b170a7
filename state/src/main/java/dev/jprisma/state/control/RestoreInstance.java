package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotName;
import java.time.Instant;

/**
 * Put data of before in the place of an instance's, which is kept as an automatic snapshot.
 *
 * @param snapshot that has the data; null if it is that of a moment of the instance's history
 * @param at that moment, or null
 */
public record RestoreInstance(InstanceName name, SnapshotName snapshot, Instant at) {}
