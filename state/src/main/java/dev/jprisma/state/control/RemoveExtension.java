package dev.jprisma.state.control;

/**
 * Remove an extension from the home.
 *
 * @param force also if a database may use it, which then fails when it does
 */
public record RemoveExtension(String name, int major, boolean force) {}
