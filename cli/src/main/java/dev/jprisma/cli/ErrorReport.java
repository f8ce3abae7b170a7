package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
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
    private final Context context;

    ErrorReport(Context context) {
        this.console = context.console();
        this.context = context;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.note(command + ": " + sentence(e));
        noteHelp(command);
        return ExitCode.USAGE;
    }

    private void noteHelp(String command) {
        console.note("Type '" + command + " --help' for what it takes.");
    }

    private String sentence(ParameterException e) {
        if (e.getMessage().endsWith("'NAME'")) {
            return e.getMessage() + ". The instances there are: jprisma dev ls";
        }
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return e.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (unmatched.isUnknownOption()) {
            return "there is no option '" + word + "'" + Suggestion.forOption(word, command);
        }
        if (command.subcommands().isEmpty()) {
            return "there is nothing to do with '" + word + "'.";
        }
        return "there is no command '" + word + "'"
                + (isGroupOfInstances(command) && isInstance(word)
                        ? ", but an instance of that name. Start it: jprisma dev -n " + word
                        : Suggestion.forCommand(unmatched.getUnmatched(), command));
    }

    private boolean isInstance(String word) {
        try {
            return InstanceName.isValid(word)
                    && context.registry().find(new InstanceName(word)).isPresent();
        } catch (JprismaException e) {
            // A home that cannot be read has none; what is wrong with it is not what was asked.
            return false;
        }
    }

    private static boolean isGroupOfInstances(CommandSpec command) {
        return command.parent() == null || command.name().equals("dev");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e, command.getCommandSpec().qualifiedName());
    }

    /**
     * Of what a command ended with.
     *
     * @param command such as {@code jprisma dev}, whose help is named if what was typed is wrong
     * @return the exit code
     */
    int report(Exception e, String command) {
        int code = report(e);
        if (code == ExitCode.USAGE && !e.getMessage().contains("jprisma ")) {
            noteHelp(command);
        }
        return code;
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
