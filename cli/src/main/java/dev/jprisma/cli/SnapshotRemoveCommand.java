package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.RemoveSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev snapshot rm}: a snapshot, for good. */
@Command(name = "rm", description = "Delete a snapshot, for good.")
final class SnapshotRemoveCommand extends BaseCommand {
    @Mixin
    private SnapshotArguments arguments;

    SnapshotRemoveCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName instance = arguments.instance(context());
        SnapshotName snapshot = arguments.requireSnapshot(context());
        context()
                .daemon()
                .request(
                        Methods.SNAPSHOT_REMOVE,
                        new RemoveSnapshot(instance, snapshot),
                        Nothing.class,
                        context().showingProgress());
        console().result("Snapshot " + snapshot + " of " + instance + " deleted.");
        return ExitCode.DONE;
    }
}
