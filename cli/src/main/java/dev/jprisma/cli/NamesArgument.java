package dev.jprisma.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The instances that several commands take, as arguments or by {@code -n}. */
final class NamesArgument {
    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Names or globs such as 'my*' (in quotes), one by one or separated by commas.")
    private List<String> arguments = List.of();

    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            description = "The same as NAME.")
    private List<String> options = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws ParameterException if none is named */
    Selection select(Context context) {
        List<String> behind = new ArrayList<>(options);
        behind.addAll(arguments);
        List<String> patterns = NameOption.all(command, behind);
        if (patterns.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Missing required parameter: 'NAME'");
        }
        return Selection.of(patterns, context.registry().list());
    }
}
