package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/** Copy a database of a running instance. */
public record CloneDatabase(InstanceName name, String template) {}
