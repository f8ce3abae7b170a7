package dev.jprisma.cli;

import picocli.CommandLine.Option;

/** The typed phrase that guards what hurts, and {@code -y}, which skips it. Without a terminal nobody is asked. */
final class YesOption {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** @return whether to go on */
    boolean confirmed(Console console, String what, String phrase) {
        if (yes || !console.isInteractive()) {
            return true;
        }
        console.note(what);
        String typed = console.ask("Type '" + console.bold(phrase) + "' to go on: ");
        return typed.strip().equals(phrase);
    }
}
