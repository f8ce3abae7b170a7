package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
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
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String word = unmatched.getUnmatched().get(0);
            boolean group = !e.getCommandLine().getSubcommands().isEmpty();
            return (group ? "there is no command '" : "there is nothing to do with '") + word + "'"
                    + suggestion(unmatched.getSuggestions());
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            return "there is no option '" + unmatched.getUnmatched().get(0) + "'"
                    + suggestion(unmatched.getSuggestions());
        }
        return e.getMessage();
    }

    private static String suggestion(List<String> similar) {
        return similar.isEmpty() ? "." : ". Did you mean '" + similar.get(0) + "'?";
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        console.out().flush();
        if (e instanceof JprismaException known) {
            console.note(console.red("Error:") + " " + known.getMessage());
        } else {
            console.note(console.red("Error:") + " something unexpected happened: " + e
                    + ". Run it again with --debug for the details.");
        }
        if (console.isDebugging()) {
            e.printStackTrace(console.err());
        }
        return e instanceof JprismaException known && known.kind() == ErrorKind.INVALID
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }
}
