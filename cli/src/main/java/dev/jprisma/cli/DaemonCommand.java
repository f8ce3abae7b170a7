package dev.jprisma.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jprisma daemon}: a group of commands. */
@Command(
        name = "daemon",
        description = "The background process that looks after the instances.",
        synopsisSubcommandLabel = "COMMAND")
final class DaemonCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what: " + String.join(" or ", spec.subcommands().keySet()) + ".");
    }
}
