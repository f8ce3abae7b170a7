package dev.jprisma.cli;

import picocli.CommandLine.Command;

/** {@code jprisma daemon}: a group of commands. */
@Command(
        name = "daemon",
        description = "The background process that looks after the instances.",
        synopsisSubcommandLabel = "COMMAND")
final class DaemonCommand extends GroupCommand {}
