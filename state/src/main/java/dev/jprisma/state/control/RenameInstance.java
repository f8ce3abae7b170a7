package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Give an instance another name, with its data, snapshots and history. One that runs is restarted.
 *
 * @param newName that no instance has
 */
public record RenameInstance(InstanceName name, InstanceName newName) {}
