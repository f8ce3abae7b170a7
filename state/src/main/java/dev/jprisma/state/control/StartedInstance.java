package dev.jprisma.state.control;

import dev.jprisma.state.InstanceView;

/**
 * @param created whether it was made just now
 * @param alreadyRunning whether it ran before, and was left alone
 */
public record StartedInstance(InstanceView instance, boolean created, boolean alreadyRunning) {}
