package dev.jprisma.client;

import dev.jprisma.state.control.InstanceEvent;

/**
 * Hears what the daemon says unasked, on the connection's own thread, which reads nothing more before it returns: so it
 * neither asks the daemon nor waits. Only {@link DaemonEnding} calls it on the thread that asks.
 */
public interface DaemonListener {
    /** What the daemon is doing for a request under way: a line for people. */
    default void progress(String message) {}

    /** The same of one of many steps, which matters until the next one. */
    default void passing(String message) {}

    /** Something befell an instance that this connection holds. */
    default void event(InstanceEvent event) {}

    /** The daemon has gone, without this side having closed. */
    default void ended() {}
}
