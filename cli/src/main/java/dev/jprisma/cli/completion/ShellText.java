package dev.jprisma.cli.completion;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pieces that the scripts of bash and zsh, which are alike, have in common. */
final class ShellText {
    private ShellText() {}

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The patterns of a {@code case} that continue a command's path: {@code 'jprisma dev' | 'jprisma dev ls'}. */
    static String longerPaths(List<CommandShape> commands) {
        return commands.stream().skip(1).map(command -> quoted(command.path())).collect(Collectors.joining(" | "));
    }

    /** The branches of a {@code case} over "path option" for options that take a value. */
    static String optionValueBranches(List<CommandShape> commands, Function<CommandShape.Values, String> action) {
        return commands.stream()
                .flatMap(command -> command.options().stream()
                        .filter(option -> option.values() != null)
                        .map(option -> option.names().stream()
                                        .map(name -> quoted(command.path() + " " + name))
                                        .collect(Collectors.joining(" | "))
                                + ") " + action.apply(option.values()) + " ;;"))
                .collect(Collectors.joining("\n    ", "    ", "\n"));
    }
}
