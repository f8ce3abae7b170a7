package dev.jprisma.cli.completion;

import dev.jprisma.cli.completion.CommandShape.Values;
import dev.jprisma.cli.completion.CommandShape.Word;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Completion for bash, from 3.2 on (macOS). */
final class BashCompletion {
    private static final String TEMPLATE = """
            # Completion of jprisma for bash. In ~/.bashrc: source <(jprisma completion bash)
            _jprisma_instances() {
              local folder
              for folder in "${JPRISMA_HOME:-$HOME/.jprisma}"/instances/*/; do
                folder=${folder%/}
                folder=${folder##*/}
                # Any other folder is no instance, and its name could mean something to a shell.
                [[ $folder =~ ^[a-zA-Z0-9_-]+$ ]] && printf '%s\\n' "$folder"
              done
            }

            _jprisma() {
              local command=jprisma current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words= word i
              local IFS=$' \\t\\n'
              for ((i = 1; i < COMP_CWORD; i++)); do
                case "$command ${COMP_WORDS[i]}" in
                  @PATHS@) command="$command ${COMP_WORDS[i]}" ;;
                esac
              done
              case "$command $previous" in
            @OPTION_VALUES@
                *)
                  case "$command/$current" in
            @WORDS@
                  esac
                  ;;
              esac
              # Not compgen -W, which expands the words as a shell does.
              COMPREPLY=()
              for word in $words; do
                [[ $word == "$current"* ]] && COMPREPLY+=("$word")
              done
            }

            complete -F _jprisma jprisma
            """;

    private BashCompletion() {}

    static String script(CommandSpec root) {
        List<CommandShape> commands = CommandShape.allOf(root);
        return TEMPLATE.replace("@PATHS@", ShellText.longerPaths(commands))
                .replace(
                        "@OPTION_VALUES@",
                        ShellText.optionValueBranches(commands, values -> "words=" + words(values, List.of()))
                                .stripTrailing())
                .replace(
                        "@WORDS@",
                        commands.stream().map(BashCompletion::branches).collect(Collectors.joining("\n")));
    }

    private static String branches(CommandShape command) {
        return "        " + ShellText.quoted(command.path() + "/-") + "*) words="
                + words(Values.NONE, command.optionWords()) + " ;;\n        "
                + ShellText.quoted(command.path() + "/") + "*) words="
                + words(command.arguments(), command.subcommands()) + " ;;";
    }

    private static String words(Values values, List<Word> words) {
        return Stream.of(
                        words.stream().map(Word::text),
                        values.fixed().stream(),
                        values.instances() ? Stream.of("$(_jprisma_instances)") : Stream.<String>of())
                .flatMap(parts -> parts)
                .collect(Collectors.joining(" ", "\"", "\""));
    }
}
