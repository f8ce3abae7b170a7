package dev.jprisma.cli;

import dev.jprisma.cli.output.PortNotes;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dev fork}: a new instance with another's data. */
@Command(
        name = "fork",
        description = {
            "Make a new instance with the data of another, start it, and print its TCP URL.",
            "The first goes on meanwhile. The new one runs in the background and has ports, secrets and"
                    + " a password of its own."
        })
final class ForkCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The instance that has the data.")
    private String name;

    @Parameters(index = "1", paramLabel = "NEW", description = "The new one.")
    private String fork;

    @Option(
            names = "--from",
            paramLabel = "SNAPSHOT",
            description = "A snapshot of the first. Default: its data as it is now.")
    private String from;

    @Mixin
    private MomentOption moment;

    @Mixin
    private PortOptions ports;

    @Spec
    private CommandSpec command;

    @Mixin
    private JsonOption json;

    ForkCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        ports.check();
        Instant at = moment.instant();
        if (at != null && from != null) {
            throw new ParameterException(
                    command.commandLine(), "--from and --at are both given: name a snapshot, or a moment");
        }
        StartInstance start = new StartInstance(
                new InstanceName(fork),
                false,
                ports.http(),
                ports.database(),
                ports.shadow(),
                ProcessIdentity.currentPid(),
                false,
                false);
        StartedInstance started = context()
                .daemon()
                .request(
                        Methods.INSTANCE_FORK,
                        new ForkInstance(
                                new InstanceName(name), from == null ? null : new SnapshotName(from), at, start),
                        StartedInstance.class,
                        context().showingProgress());
        PortNotes.of(console(), started);
        console()
                .result(
                        json.isSet()
                                ? RecordJson.writeIndented(started.instance())
                                : started.instance().exports().database().connectionString());
        return ExitCode.DONE;
    }
}
