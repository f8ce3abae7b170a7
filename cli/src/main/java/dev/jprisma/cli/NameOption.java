package dev.jprisma.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code -n}, which names an instance before a subcommand of {@code dev} as well as behind it. */
final class NameOption {
    static final String SHORT = "-n";
    static final String LONG = "--name";

    static final String DEFAULTS = "The instance. Default: that of jprisma.toml here, else default.";

    private NameOption() {}

    /** What {@code -n} says before this subcommand. */
    static Stream<String> before(CommandSpec subcommand) {
        ParseResult before = subcommand.parent().commandLine().getParseResult();
        return Optional.ofNullable(before.matchedOption(LONG)).map(option -> option.<String>getValue()).stream();
    }

    /** Whether this subcommand has a use for it. */
    static boolean isTakenBy(CommandSpec subcommand) {
        return subcommand.findOption(LONG) != null;
    }

    /** Every name that is given for one instance, without those given twice. */
    static List<String> all(CommandSpec subcommand, List<String> behind) {
        return Stream.concat(before(subcommand), behind.stream()).distinct().toList();
    }
}
