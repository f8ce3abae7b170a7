package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.ShownTime;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.UndoInstance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dev undo}: what the last command that destroyed took. */
@Command(
        name = "undo",
        description = {
            "Bring back what the last rm, reset, restore, load --clean or upgrade took.",
            "That is an instance's data, or the instance itself. A second undo takes the first back."
        })
final class UndoCommand extends BaseCommand {
    @Parameters(arity = "1", paramLabel = "NAME", description = "The instance, which may be gone.")
    private String name;

    @Mixin
    private Restarting restarting;

    @Mixin
    private JsonOption json;

    UndoCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName instance = new InstanceName(name);
        restarting.confirm(context(), instance);
        ExchangedData undone = context()
                .daemon()
                .request(
                        Methods.INSTANCE_UNDO,
                        new UndoInstance(instance),
                        ExchangedData.class,
                        context().showingProgress());
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(undone));
            return ExitCode.DONE;
        }
        console()
                .result(instance + " is as it was before " + undone.used().before() + " ("
                        + ShownTime.text(undone.used().createdAt()) + ").");
        SnapshotNotes.interruption(console(), undone);
        if (undone.interruptedMillis() == null) {
            console().note("It does not run. Start it: jprisma dev start " + instance);
        }
        SnapshotNotes.kept(console(), undone.kept());
        return ExitCode.DONE;
    }
}
