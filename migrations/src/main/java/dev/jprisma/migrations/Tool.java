package dev.jprisma.migrations;

import java.util.List;

/**
 * A folder as its tool sees it.
 *
 * @param name as people call it
 * @param migrations all there are, in their order
 * @param inOneTransaction whether all that run at once are one transaction
 * @param notes what a person should know who expects that tool
 */
record Tool(String name, List<Migration> migrations, History history, boolean inOneTransaction, List<String> notes) {
    /** One whose migrations are transactions of their own. */
    Tool(String name, List<Migration> migrations, History history) {
        this(name, migrations, history, false, List.of());
    }

    /** The same, all that run at once in one transaction. */
    Tool allInOneTransaction() {
        return new Tool(name, migrations, history, true, notes);
    }

    Tool noting(List<String> more) {
        return new Tool(name, migrations, history, inOneTransaction, more);
    }

    /** The same with another history. */
    Tool with(History other) {
        return new Tool(name, migrations, other, inOneTransaction, notes);
    }
}
