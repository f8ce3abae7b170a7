package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Delete an instance and its data.
 *
 * @param force stop it first if it runs; else a running one is refused
 */
public record RemoveInstance(InstanceName name, boolean force) {}
