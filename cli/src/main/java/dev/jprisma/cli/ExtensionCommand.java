package dev.jprisma.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jprisma extension}: a group of commands. */
@Command(
        name = "extension",
        description = "Extensions of PostgreSQL that do not come with it, for all instances of the home.",
        synopsisSubcommandLabel = "COMMAND")
final class ExtensionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
