package dev.jprisma.cli;

import picocli.CommandLine.Command;

/** {@code jprisma daemon}: a group of commands. */
@Command(
        name = "daemon",
        description = "Look at the background process that looks after the instances, or end it.",
        synopsisSubcommandLabel = "COMMAND")
final class DaemonCommand extends GroupCommand {}
