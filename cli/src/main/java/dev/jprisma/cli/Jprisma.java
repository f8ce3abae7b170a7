package dev.jprisma.cli;

import dev.jprisma.state.JprismaHome;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** The commands put together. */
final class Jprisma {
    private final Console console;
    private final Context context;

    /** @param home asked for by the commands that need it */
    Jprisma(Console console, Supplier<JprismaHome> home) {
        this.console = console;
        this.context = new Context(console, home);
    }

    /** Runs a command line and gives its exit code. */
    int run(String... args) {
        ErrorReport errors = new ErrorReport(console);
        int code = commandLine()
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(console.out(), true))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(args);
        console.out().flush();
        return code;
    }

    private CommandLine commandLine() {
        CommandLine dev = new CommandLine(new DevCommand(context))
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new StartCommand(context))
                .addSubcommand(new StopCommand(context))
                .addSubcommand(new RemoveCommand(context))
                .addSubcommand(new UrlCommand(context))
                .addSubcommand(new EnvCommand(context))
                .addSubcommand(new LogsCommand(context));
        CommandLine daemon = new CommandLine(new DaemonCommand())
                .addSubcommand(new DaemonStatusCommand(context))
                .addSubcommand(new DaemonStopCommand(context));
        return new CommandLine(new JprismaCommand(console))
                .addSubcommand(dev)
                .addSubcommand(daemon)
                .addSubcommand(new CompletionCommand(context));
    }
}
