package dev.jprisma.client;

/**
 * What the daemon answered, and the connection that holds what was asked for until it is closed.
 *
 * @param daemon the caller closes it
 */
public record Held<T extends Record>(DaemonClient daemon, T answer) {}
