package dev.jprisma.client;

import dev.jprisma.state.control.InstanceEvent;

/**
 * Hears what the daemon says unasked, on the connection's own thread, which reads nothing more before it returns: so it
 * neither asks the daemon nor waits. On the thread that asks come {@link #waiting}, {@link #answered} and what
 * {@link DaemonEnding} tells.
 */
public interface DaemonListener {
    /** What the daemon is doing for a request under way: a line for people. */
    default void progress(String message) {}

    /** The same of one of many steps, which matters until the next one. */
    default void passing(String message) {}

    /** A request has no answer yet, so many whole seconds after it was sent. */
    default void waiting(long seconds) {}

    /** A request has its answer, or will have none: nothing is done for it any more. */
    default void answered() {}

    /** Something befell an instance that this connection holds. */
    default void event(InstanceEvent event) {}

    /** The daemon has gone, without this side having closed. */
    default void ended() {}
}
