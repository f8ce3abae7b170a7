package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.UnknownInstance;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.OpenedApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mcp}: an assistant's client asks the home, over this process' input and output. */
@Command(
        name = "mcp",
        description = {
            "Let an assistant in an editor work on the databases (MCP).",
            "The editor starts this command and speaks to it on stdin and stdout. What to tell the"
                    + " editor is printed with --print-config."
        })
final class McpCommand extends BaseCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "The instances that it may see. Default: all, and it may make new ones.")
    private List<String> names = List.of();

    @Option(names = "--read-only", description = "Let it change nothing.")
    private boolean readOnly;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description =
                    "A folder of migrations, such as prisma/migrations, that it may run. It runs them, as you do by"
                            + " jprisma dev migrate, with all rights: so trust who writes there.")
    private Path migrations;

    @Option(
            names = "--print-config",
            paramLabel = "CLIENT",
            converter = McpClient.Converter.class,
            description = "Print what to tell vscode, cursor, claude or codex, instead.")
    private McpClient client;

    @Option(
            names = "--http",
            description =
                    "With --print-config: for a client that asks the home's HTTP port, which is open from then on, by the home's token.")
    private boolean http;

    @Spec
    private CommandSpec command;

    McpCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException {
        if (http && client == null) {
            throw new ParameterException(command.commandLine(), "--http goes with --print-config");
        }
        if (migrations != null && (readOnly || http)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--migrations changes what is there, and on this machine alone: not with --read-only or --http");
        }
        String folder = migrations == null ? null : MigrateCommand.existing(migrations);
        List<InstanceName> only = names.stream().map(InstanceName::new).toList();
        if (client == null) {
            requireThere(only);
            new McpBridge(context(), readOnly, only, folder).run();
        } else {
            McpConfiguration configuration = new McpConfiguration(context().home(), readOnly, only, folder);
            console().result(http ? configuration.overHttp(client, portOfHome()) : configuration.overStdio(client));
        }
        return ExitCode.DONE;
    }

    private void requireThere(List<InstanceName> only) {
        for (InstanceName name : only) {
            if (context().registry().find(name).isEmpty()) {
                throw UnknownInstance.among(name.value(), context().registry());
            }
        }
    }

    /** Which is open from now on. */
    private String portOfHome() {
        return context()
                .daemon()
                .request(
                        Methods.API_OPEN,
                        new Nothing(),
                        OpenedApi.class,
                        context().showingProgress())
                .url();
    }
}
