package dev.jprisma.testing;

/** The door to PostgreSQL for tests and for programs that bring their own. Safe for threads. */
public final class Jprisma {
    private Jprisma() {}

    /**
     * Databases that start as these migrations made them. Their server starts at the first call and is the same for all
     * calls of this JVM with the same content. The first call in a home takes seconds, the first of a run a fraction of
     * one, the others nothing.
     *
     * @param migrations run once for their content and home
     * @return where to take databases from, until the JVM or the launcher's session ends
     * @throws dev.jprisma.state.JprismaException if PostgreSQL cannot run here, or the migrations fail
     */
    public static TestDatabases databases(MigrationSource migrations) {
        return TestRun.current().databases(migrations);
    }

    /** Ends what {@link #databases} started in this JVM, as its end would. Databases in use are gone then. */
    public static void close() {
        TestRun.end();
    }
}
