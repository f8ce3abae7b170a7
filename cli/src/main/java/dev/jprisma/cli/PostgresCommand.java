package dev.jprisma.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jprisma postgres}: a group of commands. */
@Command(
        name = "postgres",
        description = "The versions of PostgreSQL that this home has (see: jprisma dev --postgres-version).",
        synopsisSubcommandLabel = "COMMAND")
final class PostgresCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what: ls, add or rm.");
    }
}
