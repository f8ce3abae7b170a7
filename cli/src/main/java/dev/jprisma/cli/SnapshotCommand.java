package dev.jprisma.cli;

import dev.jprisma.state.ByteSize;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.SnapshotInstance;
import dev.jprisma.state.control.TakenSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev snapshot}: the data of an instance as it is now, kept. */
@Command(
        name = "snapshot",
        description = {"Take a snapshot of an instance, and print its name.", "An instance that runs goes on running."})
final class SnapshotCommand extends BaseCommand {
    @Mixin
    private SnapshotArguments arguments;

    @Mixin
    private JsonOption json;

    SnapshotCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        SnapshotView taken = context()
                .daemon()
                .request(
                        Methods.INSTANCE_SNAPSHOT,
                        new SnapshotInstance(
                                arguments.instance(context()),
                                arguments.snapshot().orElse(null),
                                null),
                        TakenSnapshot.class,
                        context().showingProgress())
                .snapshot();
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(taken));
            return ExitCode.DONE;
        }
        console()
                .note("Snapshot " + taken.name() + " of " + taken.instance() + ", " + ByteSize.text(taken.bytes())
                        + ". Back to it: jprisma dev restore " + taken.instance() + " " + taken.name());
        console().result(taken.name());
        return ExitCode.DONE;
    }
}
