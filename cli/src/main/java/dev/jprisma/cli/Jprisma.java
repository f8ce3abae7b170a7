package dev.jprisma.cli;

import dev.jprisma.cli.output.TerminalWidth;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * The commands put together, as far as a command line names them: picocli reads a command's class by reflection, which
 * for all of them takes longer than most commands do.
 */
final class Jprisma {
    private static final String ROOT = "jprisma";

    private final Context context;
    private final ErrorReport errors;

    Jprisma(Context context) {
        this.context = context;
        this.errors = new ErrorReport(context);
    }

    /** Runs a command line and gives its exit code. */
    int run(String... args) {
        return run(withoutHelpCommand(List.of(args)));
    }

    private int run(List<String> words) {
        Preloading.start(words);
        String[] args = words.toArray(new String[0]);
        // A mistake may be explained by a command that was left out.
        return needsAllCommands(words) ? runAmongAll(args) : execute(tree(ROOT, words), new SecondLook(), args);
    }

    /**
     * {@code help dev ls} and {@code dev help ls} mean {@code dev ls --help}. Nothing is run for it: of words behind
     * the command none is left, and one that is no command is a mistake.
     */
    private static List<String> withoutHelpCommand(List<String> words) {
        int at = words.indexOf("help");
        boolean meant =
                at == 0 || at == 1 && !subcommands(ROOT + " " + words.get(0)).isEmpty();
        if (!meant) {
            return words;
        }
        List<String> named = new ArrayList<>(words);
        named.remove(at);
        List<String> command = new ArrayList<>();
        String path = ROOT;
        for (String word : named) {
            List<String> names = subcommands(path);
            command.add(names.isEmpty() ? "--help" : word);
            if (!names.contains(OtherNames.ofCommand(word))) {
                return command;
            }
            path += " " + OtherNames.ofCommand(word);
        }
        command.add("--help");
        return command;
    }

    private static boolean needsAllCommands(List<String> words) {
        return words.contains("completion") || asksForHelp(words);
    }

    private static boolean asksForHelp(List<String> words) {
        for (String word : words) {
            if (word.equals("--help") || word.startsWith("-") && !word.startsWith("--") && word.contains("h")) {
                return true;
            }
        }
        return false;
    }

    private int runAmongAll(String... args) {
        CommandLine root = all();
        if (asksForHelp(List.of(args))) {
            root.setUsageHelpWidth(TerminalWidth.of(context.console()));
        }
        return execute(root, errors, args);
    }

    /** Every command, below the first. */
    CommandLine all() {
        return wholeTree(ROOT);
    }

    private int execute(CommandLine root, IParameterExceptionHandler onMistake, String... args) {
        // An instance may have the name of a command.
        return root.setExpandAtFiles(false)
                .setAllowSubcommandsAsOptionParameters(true)
                .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(context.console().out(), true, Charset.defaultCharset()))
                .setParameterExceptionHandler(onMistake)
                .setExecutionExceptionHandler(errors)
                .setExecutionStrategy(new Execution())
                .execute(args);
    }

    private CommandLine wholeTree(String path) {
        CommandLine command = new CommandLine(command(path));
        for (String name : subcommands(path)) {
            command.addSubcommand(name, wholeTree(path + " " + name), OtherNames.of(path + " " + name));
        }
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        help.footer(Examples.footer(path));
        CommandGroups.showIn(command, path);
        return command;
    }

    /**
     * Of the commands at and below {@code path} those that the words name. One whose first word is a subcommand only
     * leads there, so its own options are not read; where the words have such a one after all, that is a mistake at
     * first.
     */
    private CommandLine tree(String path, List<String> words) {
        List<String> names = subcommands(path);
        boolean leadsOn = !words.isEmpty() && names.contains(OtherNames.ofCommand(words.get(0)));
        CommandLine command = new CommandLine(leadsOn ? named(path) : command(path));
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        for (String name : names) {
            if (isAmong(words, name)) {
                command.addSubcommand(name, tree(path + " " + name, rest), OtherNames.of(path + " " + name));
            }
        }
        return command;
    }

    private static boolean isAmong(List<String> words, String name) {
        for (String word : words) {
            if (OtherNames.ofCommand(word).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static CommandSpec named(String path) {
        return CommandSpec.create().name(path.substring(path.lastIndexOf(' ') + 1));
    }

    private static List<String> subcommands(String path) {
        return switch (path) {
            case ROOT ->
                List.of(
                        "dev",
                        "console",
                        "studio",
                        "insights",
                        "api",
                        "create-db",
                        "mcp",
                        "extension",
                        "postgres",
                        "daemon",
                        "doctor",
                        "self",
                        "completion");
            case "jprisma dev" ->
                List.of(
                        "ls",
                        "start",
                        "stop",
                        "restart",
                        "status",
                        "open",
                        "ports",
                        "rm",
                        "claim",
                        "rename",
                        "link",
                        "url",
                        "env",
                        "load",
                        "dump",
                        "pull",
                        "push",
                        "logs",
                        "exec",
                        "psql",
                        "migrate",
                        "clone-db",
                        "snapshot",
                        "snapshots",
                        "restore",
                        "history",
                        "fork",
                        "reset",
                        "undo",
                        "upgrade",
                        "config",
                        "password");
            case "jprisma postgres" -> List.of("ls", "add", "rm");
            case "jprisma dev snapshot" -> List.of("rm");
            case "jprisma create-db" -> List.of("env");
            case "jprisma extension" -> List.of("add", "ls", "rm");
            case "jprisma daemon" -> List.of("status", "stop");
            case "jprisma self" -> List.of("uninstall");
            default -> List.of();
        };
    }

    // By a switch: a lambda for each would be linked as each command starts.
    private Object command(String path) {
        return switch (path) {
            case ROOT -> new JprismaCommand(context);
            case "jprisma dev" -> new DevCommand(context);
            case "jprisma dev ls" -> new ListCommand(context);
            case "jprisma dev start" -> new StartCommand(context);
            case "jprisma dev stop" -> new StopCommand(context);
            case "jprisma dev restart" -> new RestartCommand(context);
            case "jprisma dev status" -> new StatusCommand(context);
            case "jprisma dev open" -> new OpenCommand(context);
            case "jprisma dev ports" -> new PortsCommand(context);
            case "jprisma dev psql" -> new PsqlCommand(context);
            case "jprisma dev rm" -> new RemoveCommand(context);
            case "jprisma dev rename" -> new RenameCommand(context);
            case "jprisma dev claim" -> new ClaimCommand(context);
            case "jprisma dev snapshot" -> new SnapshotCommand(context);
            case "jprisma dev snapshot rm" -> new SnapshotRemoveCommand(context);
            case "jprisma dev snapshots" -> new SnapshotsCommand(context);
            case "jprisma dev restore" -> new RestoreCommand(context);
            case "jprisma dev history" -> new HistoryCommand(context);
            case "jprisma dev fork" -> new ForkCommand(context);
            case "jprisma dev reset" -> new ResetCommand(context);
            case "jprisma dev undo" -> new UndoCommand(context);
            case "jprisma dev upgrade" -> new UpgradeCommand(context);
            case "jprisma dev link" -> new LinkCommand(context);
            case "jprisma dev url" -> new UrlCommand(context);
            case "jprisma dev env" -> new EnvCommand(context);
            case "jprisma dev load" -> new LoadCommand(context);
            case "jprisma dev dump" -> new DumpCommand(context);
            case "jprisma dev pull" -> new PullCommand(context);
            case "jprisma dev push" -> new PushCommand(context);
            case "jprisma dev logs" -> new LogsCommand(context);
            case "jprisma dev exec" -> new ExecCommand(context);
            case "jprisma dev migrate" -> new MigrateCommand(context);
            case "jprisma dev clone-db" -> new CloneDatabaseCommand(context);
            case "jprisma dev config" -> new ConfigCommand(context);
            case "jprisma dev password" -> new PasswordCommand(context);
            case "jprisma console" -> new ConsoleCommand(context);
            case "jprisma studio" -> new StudioCommand(context);
            case "jprisma postgres" -> new PostgresCommand();
            case "jprisma postgres ls" -> new PostgresListCommand(context);
            case "jprisma postgres add" -> new PostgresAddCommand(context);
            case "jprisma postgres rm" -> new PostgresRemoveCommand(context);
            case "jprisma extension" -> new ExtensionCommand();
            case "jprisma extension add" -> new ExtensionAddCommand(context);
            case "jprisma extension ls" -> new ExtensionListCommand(context);
            case "jprisma extension rm" -> new ExtensionRemoveCommand(context);
            case "jprisma mcp" -> new McpCommand(context);
            case "jprisma api" -> new ApiCommand(context);
            case "jprisma insights" -> new InsightsCommand(context);
            case "jprisma create-db" -> new CreateDbCommand(context);
            case "jprisma create-db env" -> new CreateDbEnvCommand(context);
            case "jprisma daemon" -> new DaemonCommand();
            case "jprisma daemon status" -> new DaemonStatusCommand(context);
            case "jprisma daemon stop" -> new DaemonStopCommand(context);
            case "jprisma doctor" -> new DoctorCommand(context);
            case "jprisma self" -> new SelfCommand();
            case "jprisma self uninstall" -> new UninstallCommand(context);
            case "jprisma completion" -> new CompletionCommand(context);
            default -> throw new IllegalArgumentException(path);
        };
    }

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
