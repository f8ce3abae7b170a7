package dev.jprisma.client;

/**
 * What the daemon answered, and the connection that holds what was asked for until it is closed or this process ends. A
 * value, for any thread.
 *
 * @param daemon the caller closes it
 */
public record Held<T extends Record>(DaemonClient daemon, T answer) {}
