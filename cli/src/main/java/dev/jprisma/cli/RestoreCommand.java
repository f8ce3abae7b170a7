package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.ShownTime;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.RestoreInstance;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev restore}: an instance's data as it was. */
@Command(
        name = "restore",
        description = {
            "Bring an instance back to a snapshot, or to a moment of its history.",
            "Ports, secrets and password stay. What it has now is kept for a day (jprisma dev undo)."
        })
final class RestoreCommand extends BaseCommand {
    @Mixin
    private SnapshotArguments arguments;

    @Mixin
    private MomentOption moment;

    @Mixin
    private Restarting restarting;

    @Mixin
    private JsonOption json;

    RestoreCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName name = arguments.instance(context());
        Instant at = moment.instant();
        SnapshotName snapshot = at == null ? arguments.requireSnapshot(context()) : null;
        if (at != null) {
            arguments.refuseSnapshot("--at");
        }
        restarting.confirm(context(), name);
        ExchangedData restored = context()
                .daemon()
                .request(
                        Methods.INSTANCE_RESTORE,
                        new RestoreInstance(name, snapshot, at),
                        ExchangedData.class,
                        context().showingProgress());
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(restored));
            return ExitCode.DONE;
        }
        console().result(name + " is back to " + (at == null ? "snapshot " + snapshot : ShownTime.text(at)) + ".");
        SnapshotNotes.interruption(console(), restored);
        SnapshotNotes.kept(console(), restored.kept());
        return ExitCode.DONE;
    }
}
