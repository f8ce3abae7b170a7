package dev.jprisma.state.control;

import dev.jprisma.state.InstanceView;

/** @param restarted whether it ran, so that its sessions ended */
public record RenamedInstance(InstanceView instance, boolean restarted) {}
