package dev.jprisma.cli;

import dev.jprisma.cli.Examples.Example;
import dev.jprisma.cli.output.Console;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The man pages, one for each command, made of what its help says. Used by {@code scripts/dist} alone.
 *
 * <p>Picocli's own generator writes AsciiDoc, which takes a Ruby program to become a page.
 */
final class ManPages {
    /** So that no synopsis is broken into lines before {@code man} does that for the reader's terminal. */
    private static final int WIDE = 10_000;

    private final String date;

    private ManPages(String date) {
        this.date = date;
    }

    /**
     * @param arguments the folder to write {@code jprisma.1}, {@code jprisma-dev.1}, {@code jprisma-dev-ls.1} and so on
     *     into, and the date they bear
     */
    public static void main(String[] arguments) throws IOException {
        CommandLine root = new Jprisma(new Context(Console.ofProcess(), JprismaHome::fromEnvironment)).all();
        new ManPages(arguments[1]).write(root, Path.of(arguments[0]));
    }

    private void write(CommandLine command, Path folder) throws IOException {
        Files.writeString(folder.resolve(pageName(command.getCommandSpec()) + ".1"), page(command));
        for (CommandLine below : command.getSubcommands().values()) {
            write(below, folder);
        }
    }

    private String page(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        StringBuilder page = new StringBuilder();
        page.append(".TH \"%s\" 1 \"%s\" \"jprisma %s\" \"jprisma\"\n"
                .formatted(pageName(spec).toUpperCase(Locale.ROOT), date, Version.current()));
        // Neither hyphens nor spaces that are not in the text, which may be copied.
        page.append(".nh\n.ad l\n");
        page.append(".SH NAME\n%s \\- %s\n".formatted(escaped(pageName(spec)), escaped(firstSentence(spec))));
        page.append(".SH SYNOPSIS\n").append(escaped(synopsis(command))).append('\n');
        page.append(".SH DESCRIPTION\n").append(escaped(description(spec))).append('\n');
        appendArguments(page, spec);
        appendCommands(page, spec);
        appendExamples(page, spec);
        if (spec.parent() == null) {
            page.append(ROOT_SECTIONS);
        } else {
            page.append(".SH SEE ALSO\n.BR %s (1)\n".formatted(escaped(pageName(spec.parent()))));
        }
        return page.toString();
    }

    private static void appendArguments(StringBuilder page, CommandSpec spec) {
        List<ArgSpec> shown = spec.args().stream().filter(arg -> !arg.hidden()).toList();
        if (!shown.isEmpty()) {
            page.append(".SH OPTIONS\n");
            shown.forEach(arg -> page.append(".TP\n\\fB%s\\fR\n%s\n"
                    .formatted(escaped(term(arg)), escaped(String.join(" ", arg.description())))));
        }
    }

    private static void appendCommands(StringBuilder page, CommandSpec spec) {
        if (!spec.subcommands().isEmpty()) {
            page.append(".SH COMMANDS\n");
            spec.subcommands().values().stream()
                    .distinct()
                    .map(CommandLine::getCommandSpec)
                    .forEach(below -> page.append(".TP\n.BR %s (1)\n%s\n"
                            .formatted(escaped(pageName(below)), escaped(firstSentence(below)))));
        }
    }

    private static void appendExamples(StringBuilder page, CommandSpec spec) {
        List<Example> examples = Examples.of(spec.qualifiedName());
        if (!examples.isEmpty()) {
            page.append(".SH EXAMPLES\n");
            examples.forEach(example ->
                    page.append(".TP\n.B %s\n%s\n".formatted(quoted(example.line()), escaped(example.meaning()))));
        }
    }

    /** As one argument of a request, in which a quote is written twice. */
    private static String quoted(String text) {
        return '"' + escaped(text).replace("\"", "\"\"") + '"';
    }

    private static String pageName(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String synopsis(CommandLine command) {
        command.setUsageHelpWidth(WIDE);
        return new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .strip();
    }

    private static String description(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description());
    }

    private static String firstSentence(CommandSpec spec) {
        String text = description(spec);
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** {@code -n, --name=NAME}, or an argument's name. */
    private static String term(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)) {
            return arg.paramLabel();
        }
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return List.of(option.names()).stream().collect(Collectors.joining(", ")) + value;
    }

    /** As text of troff's: no escapes, no requests, and no dashes in place of hyphens. */
    private static String escaped(String text) {
        String line = text.replace("\\", "\\e").replace("-", "\\-").replace('\n', ' ');
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    private static final String ROOT_SECTIONS = """
            .SH ENVIRONMENT
            .TP
            .B JPRISMA_HOME
            The folder in which instances are kept, instead of ~/.jprisma.
            .TP
            .B NO_COLOR
            If it is not empty, nothing is coloured.
            .SH FILES
            .TP
            .I ~/.jprisma
            The home: instances with their data, snapshots, the log of the daemon. Nobody else can read it.
            .TP
            .I /var/lib/jprisma
            The data of root's instances, whose servers run as another user.
            .SH EXIT STATUS
            0 done, 1 failed, 2 wrong usage, 126 and 127 no program, as shells say it (dev exec, dev psql), 130 interrupted.
            """;
}
