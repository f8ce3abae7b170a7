package dev.jprisma.cli.completion;

import dev.jprisma.cli.completion.CommandShape.Values;
import dev.jprisma.cli.completion.CommandShape.Word;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Completion for zsh: sourced after {@code compinit}, or a file {@code _jprisma} in its {@code fpath}. */
final class ZshCompletion {
    private static final String TEMPLATE = """
            #compdef jprisma
            # Completion of jprisma for zsh. In ~/.zshrc, after compinit: source <(jprisma completion zsh)
            _jprisma() {
              local command=jprisma previous=${words[CURRENT-1]} i
              local -a instances candidates
              instances=("${JPRISMA_HOME:-$HOME/.jprisma}"/instances/*(N/:t))
              # Any other folder is no instance, and its name could mean something to a shell.
              instances=(${instances:#*[^a-zA-Z0-9_-]*})
              for ((i = 2; i < CURRENT; i++)); do
                case "$command ${words[i]}" in
                  @PATHS@) command="$command ${words[i]}" ;;
                esac
              done
              case "$command $previous" in
            @OPTION_VALUES@
                *)
                  case "$command/${words[CURRENT]}" in
            @WORDS@
                  esac
                  ;;
              esac
              _describe jprisma candidates
            }

            if [[ ${funcstack[1]} == _jprisma ]]; then
              _jprisma "$@"
            else
              compdef _jprisma jprisma
            fi
            """;

    private ZshCompletion() {}

    static String script(CommandSpec root) {
        List<CommandShape> commands = CommandShape.allOf(root);
        return TEMPLATE.replace("@PATHS@", ShellText.longerPaths(commands))
                .replace(
                        "@OPTION_VALUES@",
                        ShellText.optionValueBranches(commands, values -> candidates(values, List.of()))
                                .stripTrailing())
                .replace(
                        "@WORDS@",
                        commands.stream().map(ZshCompletion::branches).collect(Collectors.joining("\n")));
    }

    private static String branches(CommandShape command) {
        return "        " + ShellText.quoted(command.path() + "/-") + "*) "
                + candidates(Values.NONE, command.optionWords()) + " ;;\n        "
                + ShellText.quoted(command.path() + "/") + "*) "
                + candidates(command.arguments(), command.subcommands()) + " ;;";
    }

    private static String candidates(Values values, List<Word> words) {
        return Stream.of(
                        words.stream().map(ZshCompletion::described),
                        values.fixed().stream().map(ShellText::quoted),
                        values.instances() ? Stream.of("\"${instances[@]}\"") : Stream.<String>of())
                .flatMap(parts -> parts)
                .collect(Collectors.joining(" ", "candidates=(", ")"));
    }

    private static String described(Word word) {
        return ShellText.quoted(word.text() + ":" + word.description().replace(":", "\\:"));
    }
}
