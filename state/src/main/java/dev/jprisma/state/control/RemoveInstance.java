package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Delete an instance; its data is kept as an automatic snapshot.
 *
 * @param force stop it first if it runs; else a running one is refused
 * @param purge keep nothing, nor its other snapshots
 */
public record RemoveInstance(InstanceName name, boolean force, boolean purge) {}
