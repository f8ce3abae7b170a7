package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.ByteSize;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.ExchangedData;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What people are told of what was kept, beside a result. */
final class SnapshotNotes {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private SnapshotNotes() {}

    /** In this machine's time zone. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** How to get back what a command took; nothing if that is nothing. */
    static void kept(Console console, SnapshotView kept) {
        if (kept != null) {
            console.note("What it had (" + ByteSize.text(kept.bytes()) + ") is kept until " + time(kept.expiresAt())
                    + ": jprisma dev undo " + kept.instance() + " brings it back.");
        }
    }

    static void interruption(Console console, ExchangedData exchanged) {
        if (exchanged.interruptedMillis() != null) {
            console.note("It was restarted, and away for " + exchanged.interruptedMillis() + " ms.");
        }
    }
}
