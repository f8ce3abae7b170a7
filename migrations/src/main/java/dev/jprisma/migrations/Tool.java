package dev.jprisma.migrations;

import java.util.List;

/**
 * A folder as its tool sees it.
 *
 * @param name as people call it
 * @param migrations all there are, in their order
 * @param inOneTransaction whether all that run at once are one transaction
 */
record Tool(String name, List<Migration> migrations, History history, boolean inOneTransaction) {
    Tool(String name, List<Migration> migrations, History history) {
        this(name, migrations, history, false);
    }

    /** The same with another history. */
    Tool with(History other) {
        return new Tool(name, migrations, other, inOneTransaction);
    }
}
