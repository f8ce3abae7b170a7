package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;

/** What has to be confirmed before a database is emptied. */
final class Cleaning {
    private Cleaning() {}

    /**
     * Asks, unless it was said already.
     *
     * @param inputTaken whether the input is for something else than answers
     * @param command what would be typed without asking
     */
    static boolean isConfirmed(Console console, YesOption yes, String name, boolean inputTaken, String command) {
        if (yes.isMissing(console) || inputTaken && !yes.isGiven()) {
            console.error(name + " is not emptied, since nobody can confirm it here. Without asking: " + command
                    + " ... --clean -y");
            return false;
        }
        if (!yes.confirmed(console, "All data of " + console.bold(name) + " will be replaced.", RemoveCommand.PHRASE)) {
            console.error("That was not the phrase: nothing was changed.");
            return false;
        }
        return true;
    }
}
