package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, in a sentence; the stack trace with {@code --debug} only. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Console console;

    ErrorReport(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.note(command + ": " + sentence(e));
        console.note("Type '" + command + " --help' for what it takes.");
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return e.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (unmatched.isUnknownOption()) {
            return "there is no option '" + word + "'" + Suggestion.forOption(word, command);
        }
        return command.subcommands().isEmpty()
                ? "there is nothing to do with '" + word + "'."
                : "there is no command '" + word + "'" + Suggestion.forCommand(word, command);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e);
    }

    /** @return the exit code */
    int report(Throwable failure) {
        console.out().flush();
        JprismaException known = failure instanceof JprismaException ours ? ours : null;
        String sentence = known != null
                ? known.getMessage()
                : "something unexpected happened: " + failure + ". Run it again with --debug for the details.";
        console.error(sentence);
        if (console.isDebugging()) {
            failure.printStackTrace(console.err());
        }
        return known != null && known.kind() == ErrorKind.INVALID ? ExitCode.USAGE : ExitCode.FAILED;
    }
}
