package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/** Stop an instance: sessions are ended, data is kept. */
public record StopInstance(InstanceName name) {}
