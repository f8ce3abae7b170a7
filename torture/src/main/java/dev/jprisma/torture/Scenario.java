package dev.jprisma.torture;

/** A kind of blow. After it the session is {@linkplain Session#settle settled}. */
interface Scenario {
    /** @throws Violation if something does not hold meanwhile */
    void play(Session session) throws Exception;

    default String name() {
        return getClass().getSimpleName();
    }
}
