package dev.jprisma.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing but hold others. */
abstract class GroupCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "say what: " + names(spec) + ".");
    }

    /** Of its commands, as a sentence has them. */
    String names(CommandSpec group) {
        return String.join(" or ", group.subcommands().keySet());
    }
}
