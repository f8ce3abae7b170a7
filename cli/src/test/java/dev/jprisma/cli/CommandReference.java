package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.JprismaHome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/reference/commands.md}: what the help of every command says, as one page. */
final class CommandReference {
    private static final String HEAD = """
            # Commands

            Made from the commands' own help by `scripts/reference`; a test fails when it is stale.

            - NAME is `default` if you name none. `-n NAME` names it too, before the command (`jprisma dev -n shop env`) or
              behind it. Where several can be named, globs in quotes and lists work: `jprisma dev stop 'shop*'`,
              `jprisma dev start a,b`.
            - Every command takes `--help`, `--version` and `--debug`, which says on stderr what happens inside.
            - Results go to stdout, all else to stderr. `NO_COLOR` is honoured.
            - Exit codes: 0 done, 1 failed, 2 wrong usage, 126 and 127 no program, as shells say it (`exec`, `psql`), 130 interrupted.
            """;

    private static final int WIDE = 10_000;
    private static final List<String> OF_ALL = List.of("--help", "--version", "--debug");

    private final StringBuilder page = new StringBuilder(HEAD);

    private CommandReference() {}

    static String page() {
        CommandReference reference = new CommandReference();
        CommandLine root = commands();
        root.getSubcommands().values().stream().distinct().forEach(reference::append);
        return reference.page.toString();
    }

    static CommandLine commands() {
        return new Jprisma(new Context(Console.ofProcess(), JprismaHome::fromEnvironment)).all();
    }

    private void append(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        command.setUsageHelpWidth(WIDE);
        String synopsis = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .strip();
        page.append("\n## %s\n\n```text\n%s\n```\n\n".formatted(spec.qualifiedName(), synopsis));
        page.append(text(spec.usageMessage().description())).append('\n');
        if (spec.aliases().length > 0) {
            page.append("\nAlso: %s.\n"
                    .formatted(Arrays.stream(spec.aliases())
                            .sorted()
                            .map(alias -> "`" + alias + "`")
                            .collect(Collectors.joining(", "))));
        }
        List<ArgSpec> shown = spec.args().stream()
                .filter(arg -> !arg.hidden())
                .filter(arg -> !(arg instanceof OptionSpec option) || !OF_ALL.contains(option.longestName()))
                .toList();
        if (!shown.isEmpty()) {
            page.append("\n| | |\n|---|---|\n");
            shown.forEach(arg -> page.append(
                    "| %s | %s |\n".formatted(term(arg), text(arg.description()).replace("|", "\\|"))));
        }
        List<Examples.Example> examples = Examples.of(spec.qualifiedName());
        if (!examples.isEmpty()) {
            page.append("\n```sh\n");
            examples.forEach(example -> page.append("%s\n  # %s\n".formatted(example.line(), example.meaning())));
            page.append("```\n");
        }
        command.getSubcommands().values().stream().distinct().forEach(this::append);
    }

    private static String term(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)) {
            return "`" + arg.paramLabel() + "`";
        }
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return "`" + String.join(", ", option.names()).replace("|", "\\|") + value.replace("|", "\\|") + "`";
    }

    /** What the help has as words for people: nothing in it is markup. */
    private static String text(String[] lines) {
        return String.join(" ", lines).replace("%%", "%").replace("%n", " ").replaceAll("([<*_])", "\\\\$1");
    }
}
