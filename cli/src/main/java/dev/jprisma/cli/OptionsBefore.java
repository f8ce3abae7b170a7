package dev.jprisma.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * Options of a command that stand before a subcommand of it, such as {@code dev -p 5000 env}: they belong to the
 * command and would do nothing, so they are refused. Only a name, and what every command takes, means the same there.
 */
final class OptionsBefore {
    private OptionsBefore() {}

    /** @throws ParameterException for the first that means nothing where it stands */
    static void check(ParseResult command) {
        if (!command.hasSubcommand()) {
            return;
        }
        CommandSpec subcommand = command.subcommand().commandSpec();
        for (OptionSpec option : command.matchedOptions()) {
            if (!isMeant(option, subcommand)) {
                throw new ParameterException(
                        command.subcommand().commandSpec().commandLine(), sentence(option, subcommand));
            }
        }
        check(command.subcommand());
    }

    private static boolean isMeant(OptionSpec option, CommandSpec subcommand) {
        return option.scopeType() == ScopeType.INHERIT
                || option.inherited()
                || option.usageHelp()
                || option.versionHelp()
                || option.longestName().equals(NameOption.LONG) && NameOption.isTakenBy(subcommand);
    }

    private static String sentence(OptionSpec option, CommandSpec subcommand) {
        String name = option.longestName();
        return subcommand.findOption(name) == null
                ? "there is no use for " + name + " here: it is an option of '"
                        + subcommand.parent().qualifiedName() + "' alone."
                : name + " stands before the command: type '" + subcommand.qualifiedName() + " " + name + "'.";
    }
}
