package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.ResetInstance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev reset}: an instance as empty as a new one. */
@Command(
        name = "reset",
        description = {
            "Make an instance empty again.",
            "Ports, secrets, password and settings stay. What it has now is kept for a day (jprisma dev" + " undo)."
        })
final class ResetCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Mixin
    private Restarting restarting;

    @Mixin
    private JsonOption json;

    ResetCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName instance = name.find(context()).name();
        restarting.confirm(context(), instance);
        ExchangedData reset = context()
                .daemon()
                .request(
                        Methods.INSTANCE_RESET,
                        new ResetInstance(instance),
                        ExchangedData.class,
                        context().showingProgress());
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(reset));
            return ExitCode.DONE;
        }
        console().result(instance + " is empty.");
        SnapshotNotes.interruption(console(), reset);
        SnapshotNotes.kept(console(), reset.kept());
        return ExitCode.DONE;
    }
}
