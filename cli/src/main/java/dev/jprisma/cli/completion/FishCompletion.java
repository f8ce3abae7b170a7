package dev.jprisma.cli.completion;

import dev.jprisma.cli.completion.CommandShape.Flag;
import dev.jprisma.cli.completion.CommandShape.Values;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Completion for fish, from 3.0 on. */
final class FishCompletion {
    private static final String TEMPLATE = """
            # Completion of jprisma for fish. In ~/.config/fish/config.fish: jprisma completion fish | source
            function __jprisma_instances
              set -l home $JPRISMA_HOME
              test -n "$home"; or set home $HOME/.jprisma
              # Any other folder is no instance, and its name could mean something to a shell.
              for folder in $home/instances/*/
                string match -r '(?<=/)[a-zA-Z0-9_-]+(?=/$)' -- $folder
              end
            end

            function __jprisma_at
              set -l command jprisma
              for word in (commandline -opc)[2..-1]
                switch "$command $word"
                  case @PATHS@
                    set command "$command $word"
                end
              end
              test "$command" = "$argv"
            end

            complete -c jprisma -f
            @WORDS@
            """;

    private FishCompletion() {}

    static String script(CommandSpec root) {
        List<CommandShape> commands = CommandShape.allOf(root);
        String paths =
                commands.stream().skip(1).map(command -> quoted(command.path())).collect(Collectors.joining(" "));
        String words = commands.stream().flatMap(FishCompletion::lines).collect(Collectors.joining("\n"));
        return TEMPLATE.replace("@PATHS@", paths).replace("@WORDS@", words);
    }

    private static Stream<String> lines(CommandShape command) {
        String line = "complete -c jprisma -n '__jprisma_at " + command.path() + "'";
        return Stream.of(
                        command.subcommands().stream()
                                .map(word -> " -a " + word.text() + " -d " + quoted(word.description())),
                        values(command.arguments()).map(values -> " -a " + values),
                        command.options().stream().map(FishCompletion::option))
                .flatMap(parts -> parts)
                .map(line::concat);
    }

    private static String option(Flag option) {
        String names = option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        String value = option.values() == null
                ? ""
                : " -x" + values(option.values()).map(values -> " -a " + values).collect(Collectors.joining());
        return names + value + " -d " + quoted(option.description());
    }

    private static Stream<String> values(Values values) {
        String all = Stream.concat(
                        values.fixed().stream(),
                        values.instances() ? Stream.of("(__jprisma_instances)") : Stream.<String>of())
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? Stream.of() : Stream.of(quoted(all));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
