package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/** Bring back what the last command that destroyed took from an instance, which may be gone itself. */
public record UndoInstance(InstanceName name) {}
