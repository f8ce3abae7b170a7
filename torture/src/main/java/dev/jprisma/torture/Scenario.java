package dev.jprisma.torture;

/** A kind of blow. After it the session is {@linkplain Session#settle settled}. */
interface Scenario {
    /** @throws Violation if something does not hold meanwhile */
    void play(Session session) throws Exception;

    /** Whether it fills a disk, or plays another user: as root, in namespaces of its own, alone. */
    default boolean needsIsolation() {
        return false;
    }

    default String name() {
        return getClass().getSimpleName();
    }
}
