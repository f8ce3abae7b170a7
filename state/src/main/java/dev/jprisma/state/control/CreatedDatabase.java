package dev.jprisma.state.control;

import dev.jprisma.state.InstanceView;

/** @param projectId that of its project */
public record CreatedDatabase(InstanceView instance, String projectId) {}
