package dev.jprisma.cli;

import dev.jprisma.cli.completion.CompletionScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: the script that teaches a shell our commands. */
@Command(
        name = "completion",
        description = {
            "Print the script with which a shell completes commands and the names of instances.",
            "For this shell: source <(jprisma completion bash)"
        })
final class CompletionCommand extends BaseCommand {
    @Parameters(paramLabel = "SHELL", converter = Shell.class, description = "bash, zsh or fish.")
    private CompletionScript shell;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        console().out().print(shell.of(spec.root()));
        return ExitCode.DONE;
    }

    private static final class Shell extends LowerCase<CompletionScript> {
        private Shell() {
            super(CompletionScript.class);
        }
    }
}
