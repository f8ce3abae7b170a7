package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import picocli.CommandLine.Option;

/** The typed phrase that guards what hurts, and {@code -y}, which skips it. */
final class YesOption {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    boolean isGiven() {
        return yes;
    }

    /** Whether there is nobody to ask, and no {@code -y}. */
    boolean isMissing(Console console) {
        return !yes && !console.isInteractive();
    }

    /** Asks, unless it need not or cannot, and returns whether to go on. */
    boolean confirmed(Console console, String what, String phrase) {
        if (yes || !console.isInteractive()) {
            return true;
        }
        // Not as a note, which shows what is bold instead of making it so.
        console.err().println(what);
        String typed = console.ask("Type '" + console.bold(phrase) + "' to go on: ");
        return typed.strip().equals(phrase);
    }
}
