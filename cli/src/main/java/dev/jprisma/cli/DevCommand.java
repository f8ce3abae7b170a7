package dev.jprisma.cli;

import dev.jprisma.cli.foreground.ForegroundSession;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.StartInstance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jprisma dev}: an instance, made if it is new, started, in the foreground or not. */
@Command(
        name = "dev",
        description = {
            "Start an instance, make it if it is new, and print its URLs.",
            "It runs until you quit (q, Ctrl-C), or in the background with --detach. In a folder with a jprisma.toml it is the one that this describes."
        })
final class DevCommand extends BaseCommand {
    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            description = NameOption.DEFAULTS)
    private String name;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Another name than that of jprisma.toml for this folder's instance, such as that of a second"
                    + " checkout. It is remembered for the folder.")
    private String as;

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

    @Spec
    private CommandSpec spec;

    DevCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        ports.check();
        ProjectStart project = project();
        StartInstance request = project.complete(postgres.applyTo(new StartInstance(
                        project.name(),
                        true,
                        ports.http(),
                        ports.database(),
                        ports.shadow(),
                        ProcessIdentity.currentPid(),
                        false,
                        !detach)
                .allowing(origins.allowed())
                .limiting(limits.named())
                .setting(set.settings())
                .keeping(history == null ? null : HistoryLength.of(history))
                .moving(movePorts.isSet())
                .choosing(password.chosen(console()))));
        project.announce();
        if (detach) {
            DetachedStart.run(context(), project, request, json.isSet());
            return ExitCode.DONE;
        }
        boolean endedWell = new ForegroundSession(
                        console(),
                        context().home(),
                        context().daemon(),
                        request,
                        json.isSet(),
                        project.isAsTyped() ? "jprisma dev -n " + project.name() : "jprisma dev",
                        started -> project.prepare())
                .run();
        return endedWell ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** What is started, and what the folder says of it. */
    private ProjectStart project() {
        if (as == null) {
            return ProjectStart.of(context(), name == null ? null : new InstanceName(name));
        }
        if (name != null) {
            throw new ParameterException(
                    spec.commandLine(), "--as names the instance of this folder, and --name any: use one of them");
        }
        return ProjectStart.as(context(), new InstanceName(as));
    }
}
