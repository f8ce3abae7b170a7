package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/** Make an instance empty again; its data is kept as an automatic snapshot. */
public record ResetInstance(InstanceName name) {}
