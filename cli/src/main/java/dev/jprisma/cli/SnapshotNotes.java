package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.ByteSize;
import dev.jprisma.state.ShownTime;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.ExchangedData;

/** What people are told of what was kept, beside a result. */
final class SnapshotNotes {
    private SnapshotNotes() {}

    /** How to get back what a command took; nothing if that is nothing. */
    static void kept(Console console, SnapshotView kept) {
        if (kept != null) {
            console.note("What it had (" + ByteSize.text(kept.bytes()) + ") is kept until "
                    + ShownTime.text(kept.expiresAt()) + ": jprisma dev undo " + kept.instance() + " brings it back.");
        }
    }

    static void interruption(Console console, ExchangedData exchanged) {
        if (exchanged.interruptedMillis() != null) {
            console.note("It was restarted, and away for " + exchanged.interruptedMillis() + " ms.");
        }
    }
}
