package dev.jprisma.postgres.wire;

/** Takes what a server sends of its own accord, on the thread that happens to read it. */
public interface SessionListener {

    /** Ignores everything. */
    SessionListener NONE = new SessionListener() {};

    default void notice(ServerError notice) {}

    /** A {@code NOTIFY} of a channel that this session listens to. */
    default void notification(int processId, String channel, String payload) {}

    /** A reported setting changed in this session. */
    default void parameterChanged(String name, String value) {}
}
