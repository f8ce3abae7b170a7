package dev.jprisma.state.control;

import dev.jprisma.state.InstanceStatus;

/**
 * Something befell an instance.
 *
 * @param message a sentence for the person who watches it
 */
public record InstanceEvent(String name, InstanceStatus status, String message) {}
