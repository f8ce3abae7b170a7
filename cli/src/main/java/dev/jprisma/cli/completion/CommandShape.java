package dev.jprisma.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What can follow a command.
 *
 * @param path such as {@code jprisma dev ls}
 * @param arguments what its arguments may be
 */
record CommandShape(String path, List<Word> subcommands, List<Flag> options, Values arguments) {

    record Word(String text, String description) {}

    /** @param values what may follow it, or null if it stands alone */
    record Flag(List<String> names, String description, Values values) {}

    /** @param instances the names of the home's instances, besides the fixed ones */
    record Values(boolean instances, List<String> fixed) {
        static final Values NONE = new Values(false, List.of());

        /** We call an argument NAME where the name of an instance is meant. */
        static Values of(ArgSpec argument) {
            Class<?> type = argument.type();
            List<String> constants = type.isEnum()
                    ? Stream.of(type.getEnumConstants()).map(Object::toString).toList()
                    : List.of();
            return new Values("NAME".equals(argument.paramLabel()), constants);
        }
    }

    /** The command and all below it. */
    static List<CommandShape> allOf(CommandSpec root) {
        List<CommandShape> shapes = new ArrayList<>();
        shapes.add(of(root));
        below(root).forEach(command -> shapes.addAll(allOf(command)));
        return shapes;
    }

    private static CommandShape of(CommandSpec spec) {
        return new CommandShape(
                spec.qualifiedName(),
                below(spec).map(CommandShape::word).toList(),
                spec.options().stream().map(CommandShape::flag).toList(),
                spec.positionalParameters().stream().findFirst().map(Values::of).orElse(Values.NONE));
    }

    /** Each once, by its first name. */
    private static Stream<CommandSpec> below(CommandSpec spec) {
        return spec.subcommands().values().stream().distinct().map(CommandLine::getCommandSpec);
    }

    private static Word word(CommandSpec spec) {
        return new Word(spec.name(), firstSentence(spec.usageMessage().description()));
    }

    private static Flag flag(OptionSpec option) {
        return new Flag(
                List.of(option.names()),
                firstSentence(option.description()),
                option.arity().max() == 0 ? null : Values.of(option));
    }

    private static String firstSentence(String[] description) {
        String text = String.join(" ", description);
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceAll("\\.$", "");
    }

    /** Everything a word at this place may be, an option's value aside. */
    List<Word> optionWords() {
        return options.stream()
                .flatMap(option -> option.names().stream().map(name -> new Word(name, option.description())))
                .toList();
    }
}
