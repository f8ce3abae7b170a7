package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.JprismaHome;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * The commands put together, as far as a command line names them: picocli reads a command's class by reflection, which
 * for all of them takes longer than most commands do.
 */
final class Jprisma {
    private final Context context;
    private final ErrorReport errors;

    /** @param home asked for by the commands that need it */
    Jprisma(Console console, Supplier<JprismaHome> home) {
        this.context = new Context(console, home);
        this.errors = new ErrorReport(console);
    }

    /** Runs a command line and gives its exit code. */
    int run(String... args) {
        List<String> words = List.of(args);
        try {
            return needsAllCommands(words)
                    ? runAmongAll(args)
                    // A mistake may be explained by a command that was left out.
                    : execute(words::contains, new SecondLook(), args);
        } catch (Error e) {
            // Such as classes that are gone since jprisma was removed.
            return errors.report(e);
        } finally {
            context.console().out().flush();
        }
    }

    private static boolean needsAllCommands(List<String> words) {
        return words.isEmpty() || words.contains("completion") || words.stream().anyMatch(Jprisma::asksForHelp);
    }

    private static boolean asksForHelp(String word) {
        return word.equals("--help") || word.startsWith("-") && !word.startsWith("--") && word.contains("h");
    }

    private int runAmongAll(String... args) {
        return execute(name -> true, errors, args);
    }

    private int execute(Predicate<String> named, IParameterExceptionHandler onMistake, String... args) {
        CommandLine root = new CommandLine(new JprismaCommand(context.console()));
        if (named.test("dev")) {
            CommandLine dev = new CommandLine(new DevCommand(context));
            add(dev, named, "ls", ListCommand::new);
            add(dev, named, "start", StartCommand::new);
            add(dev, named, "stop", StopCommand::new);
            add(dev, named, "rm", RemoveCommand::new);
            add(dev, named, "link", LinkCommand::new);
            add(dev, named, "url", UrlCommand::new);
            add(dev, named, "env", EnvCommand::new);
            add(dev, named, "logs", LogsCommand::new);
            add(dev, named, "exec", ExecCommand::new);
            add(dev, named, "clone-db", CloneDatabaseCommand::new);
            add(dev, named, "password", PasswordCommand::new);
            root.addSubcommand(dev);
        }
        if (named.test("daemon")) {
            CommandLine daemon = new CommandLine(new DaemonCommand());
            add(daemon, named, "status", DaemonStatusCommand::new);
            add(daemon, named, "stop", DaemonStopCommand::new);
            root.addSubcommand(daemon);
        }
        add(root, named, "completion", CompletionCommand::new);
        // An instance may have the name of a command.
        return root.setExpandAtFiles(false)
                .setAllowSubcommandsAsOptionParameters(true)
                .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(context.console().out(), true))
                .setParameterExceptionHandler(onMistake)
                .setExecutionExceptionHandler(errors)
                .setExecutionStrategy(new Execution())
                .execute(args);
    }

    private void add(CommandLine group, Predicate<String> named, String name, Function<Context, BaseCommand> command) {
        if (named.test(name)) {
            group.addSubcommand(name, command.apply(context));
        }
    }

    // These two are no lambdas: picocli is compiled for an old Java, and a lambda keeps its interfaces out of the
    // class-data archive.

    private final class SecondLook implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException mistake, String[] args) {
            return runAmongAll(args);
        }
    }

    private static final class Execution implements IExecutionStrategy {
        @Override
        public int execute(ParseResult parsed) {
            OptionsBefore.check(parsed);
            return new RunLast().execute(parsed);
        }
    }
}
