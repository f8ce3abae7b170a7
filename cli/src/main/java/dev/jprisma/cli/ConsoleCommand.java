package dev.jprisma.cli;

import dev.jprisma.state.ConsoleRecord;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.UnknownInstance;
import dev.jprisma.state.control.ClosedConsole;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code console}: the page of the home. */
@Command(
        name = "console",
        description = {
            "Open the console in the browser: all instances, their data, and what is slow.",
            "This browser can come back to it until --stop."
        })
final class ConsoleCommand extends BaseCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The instance to show. Default: all.")
    private String name;

    @Option(names = "--no-browser", description = "Only print the link, which lets one browser in, within a minute.")
    private boolean noBrowser;

    @Option(names = "--move-port", description = "Take another port if its own is taken.")
    private boolean movePort;

    @Option(names = "--stop", description = "Close the console, and let nobody in again who was in.")
    private boolean stop;

    @Spec
    private CommandSpec command;

    ConsoleCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (!stop) {
            InstanceName shown = name == null ? null : existing(new InstanceName(name));
            OpenedInBrowser.open(context(), shown, null, noBrowser, movePort);
        } else if (name != null || noBrowser || movePort) {
            throw new ParameterException(command.commandLine(), "--stop stands alone: all instances have one page");
        } else {
            stop();
        }
        return ExitCode.DONE;
    }

    private InstanceName existing(InstanceName wanted) {
        if (context().registry().find(wanted).isEmpty()) {
            throw UnknownInstance.among(wanted.value(), context().registry());
        }
        return wanted;
    }

    /** Only a daemon writes into the home, so one is started if the next one would open the port again. */
    private void stop() {
        boolean open =
                ConsoleRecord.read(context().home()).filter(ConsoleRecord::open).isPresent();
        if (open) {
            context()
                    .daemon()
                    .request(
                            Methods.CONSOLE_CLOSE,
                            new Nothing(),
                            ClosedConsole.class,
                            context().showingProgress());
        }
        console().result(open ? "The console is closed." : "The console is not open.");
    }
}
