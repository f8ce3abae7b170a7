package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotName;
import java.time.Instant;

/**
 * Make a new instance with the data of another, and start it.
 *
 * @param name whose data; that of a snapshot may be gone
 * @param from a snapshot of it; null for its data as it is now
 * @param at a moment of its history instead, or null
 * @param start the new one
 */
public record ForkInstance(InstanceName name, SnapshotName from, Instant at, StartInstance start) {}
