package dev.jprisma.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code jprisma postgres}: a group of commands. */
@Command(
        name = "postgres",
        description = "The versions of PostgreSQL that this home has (see: jprisma dev --postgres-version).",
        synopsisSubcommandLabel = "COMMAND")
final class PostgresCommand extends GroupCommand {
    @Override
    String names(CommandSpec group) {
        return "ls, add or rm";
    }
}
