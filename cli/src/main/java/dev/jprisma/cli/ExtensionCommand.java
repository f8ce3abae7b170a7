package dev.jprisma.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code jprisma extension}: a group of commands. */
@Command(
        name = "extension",
        description = "Add extensions that do not come with PostgreSQL, for all instances of this home.",
        synopsisSubcommandLabel = "COMMAND")
final class ExtensionCommand extends GroupCommand {
    @Override
    String names(CommandSpec group) {
        return String.join(", ", group.subcommands().keySet());
    }
}
