package dev.jprisma.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code jprisma postgres}: a group of commands. */
@Command(
        name = "postgres",
        description = {
            "List, fetch and delete versions of PostgreSQL.",
            "To use one: jprisma dev -n NAME --postgres-version MAJOR."
        },
        synopsisSubcommandLabel = "COMMAND")
final class PostgresCommand extends GroupCommand {
    @Override
    String names(CommandSpec group) {
        return "ls, add or rm";
    }
}
