package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotCause;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.SnapshotInstance;
import dev.jprisma.state.control.TakenSnapshot;

/** What is done before a database is emptied: somebody confirms it, and what it has is kept. */
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

    /** Takes a snapshot of an instance that runs, which {@code undo} goes back to. */
    static void keep(Context context, InstanceName instance) {
        TakenSnapshot taken = context.daemon()
                .request(
                        Methods.INSTANCE_SNAPSHOT,
                        new SnapshotInstance(instance, null, SnapshotCause.LOAD),
                        TakenSnapshot.class,
                        context.showingProgress());
        SnapshotNotes.kept(context.console(), taken.snapshot());
    }
}
