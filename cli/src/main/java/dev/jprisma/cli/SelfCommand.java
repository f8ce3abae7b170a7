package dev.jprisma.cli;

import picocli.CommandLine.Command;

/** {@code self}: what concerns jprisma, and no instance. */
@Command(name = "self", description = "Be rid of jprisma itself.")
final class SelfCommand extends GroupCommand {}
