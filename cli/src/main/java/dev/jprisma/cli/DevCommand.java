package dev.jprisma.cli;

import dev.jprisma.cli.foreground.ForegroundSession;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jprisma dev}: an instance, made if it is new, started, in the foreground or not. */
@Command(
        name = "dev",
        description = {
            "Start an instance, make it if it is new, and print its URLs.",
            "It runs until you quit (q, Ctrl-C), or in the background with --detach."
        })
final class DevCommand extends BaseCommand {
    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The instance. Default: default.")
    private String name;

    @Mixin
    private PortOptions ports;

    @Mixin
    private MovePortsOption movePorts;

    @Mixin
    private OriginOptions origins;

    @Mixin
    private LimitsOption limits;

    @Mixin
    private SetOption set;

    @Option(
            names = "--history",
            paramLabel = "LENGTH",
            description =
                    "Keep a history of so long, such as 1h, to go back to any moment in it: jprisma dev restore NAME --at"
                            + " TIME. It is remembered; jprisma dev history NAME off ends it.")
    private String history;

    @Mixin
    private PasswordOption password;

    @Mixin
    private PostgresOptions postgres;

    @Option(
            names = {"-d", "--detach"},
            description = "Leave it running in the background and print its TCP URL.")
    private boolean detach;

    @Mixin
    private JsonOption json;

    DevCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        ports.check();
        StartInstance request = postgres.applyTo(new StartInstance(
                        new InstanceName(name),
                        true,
                        ports.http(),
                        ports.database(),
                        ports.shadow(),
                        ProcessHandle.current().pid(),
                        false,
                        !detach)
                .allowing(origins.allowed())
                .limiting(limits.named())
                .setting(set.settings())
                .keeping(history == null ? null : HistoryLength.of(history))
                .moving(movePorts.isSet())
                .choosing(password.chosen(console())));
        if (detach) {
            startDetached(request);
            return ExitCode.DONE;
        }
        boolean endedWell =
                new ForegroundSession(console(), context().home(), context().daemon(), request, json.isSet()).run();
        return endedWell ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void startDetached(StartInstance request) {
        StartedInstance started = context().start(request);
        if (started.alreadyRunning()) {
            console().note(name + " is already running.");
        }
        console()
                .result(
                        json.isSet()
                                ? RecordJson.writeIndented(started.instance())
                                : started.instance().exports().database().connectionString());
    }
}
