package dev.jprisma.cli;

import picocli.CommandLine.Command;

/** {@code self}: what concerns jprisma, and no instance. */
@Command(name = "self", description = "Uninstall jprisma.")
final class SelfCommand extends GroupCommand {}
