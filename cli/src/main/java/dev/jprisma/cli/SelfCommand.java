package dev.jprisma.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code self}: what concerns jprisma, and no instance. */
@Command(name = "self", description = "Be rid of jprisma itself.")
final class SelfCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what: " + String.join(" or ", spec.subcommands().keySet()) + ".");
    }
}
