package dev.jprisma.cli;

import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev restart}: stops an instance, if it runs, and starts it in the background. */
@Command(
        name = "restart",
        description = {
            "Stop an instance, if it runs, and start it in the background.",
            "Its sessions end, its data stays."
        })
final class RestartCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Mixin
    private Restarting restarting;

    RestartCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        RegistryEntry entry = name.find(context());
        restarting.confirm(context(), entry.name());
        InstanceRequests.stop(context(), entry.name());
        StartedInstance started = InstanceRequests.start(context(), StartInstance.existing(entry.name(), false));
        console()
                .result(entry.name() + " is running: "
                        + started.instance().exports().database().connectionString());
        return ExitCode.DONE;
    }
}
