package dev.jprisma.migrations;

import java.util.List;

/** What a tool records of the migrations that ran. All names are qualified: a migration may change the search path. */
interface History {
    /** Nothing ran before, and nothing is recorded. */
    History NONE = new History() {
        @Override
        public List<Migration> pending(Session session, List<Migration> all) {
            return all;
        }

        @Override
        public void applied(Session session, Migration migration, long milliseconds) {}
    };

    /**
     * Makes it where it is missing.
     *
     * @return those of the migrations that are to run, in their order
     * @throws dev.jprisma.state.JprismaException if the tool would refuse to go on
     */
    List<Migration> pending(Session session, List<Migration> all);

    /** Before a migration that is not one transaction with its record. */
    default void begun(Session session, Migration migration) {}

    /** It ran; in the migration's transaction if it has one. */
    void applied(Session session, Migration migration, long milliseconds);

    /** It failed after {@link #begun}, and something of it may be left. */
    default void failed(Session session, Migration migration, String reason) {}

    /** It failed after {@link #begun}, and nothing of it is left. */
    default void undone(Session session, Migration migration) {}
}
