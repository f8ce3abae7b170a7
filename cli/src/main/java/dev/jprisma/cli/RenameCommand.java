package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.UnknownInstance;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.RenameInstance;
import dev.jprisma.state.control.RenamedInstance;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dev rename}: another name for an instance. */
@Command(
        name = "rename",
        description = "Give an instance another name. Its data, URLs, snapshots and history stay; one that runs is"
                + " restarted, which ends its sessions.")
final class RenameCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The instance.")
    private String name;

    @Parameters(index = "1", paramLabel = "NEW", description = "Its new name, which no other has.")
    private String newName;

    @Mixin
    private Restarting restarting;

    @Mixin
    private JsonOption json;

    RenameCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName before = new InstanceName(name);
        InstanceName after = new InstanceName(newName);
        if (context().registry().find(before).isEmpty()) {
            // Before the person is asked, and without a daemon.
            throw UnknownInstance.toBeUsed(before, context().registry());
        }
        restarting.confirm(context(), before);
        RenamedInstance renamed = context()
                .daemon()
                .request(
                        Methods.INSTANCE_RENAME,
                        new RenameInstance(before, after),
                        RenamedInstance.class,
                        context().showingProgress());
        console()
                .note(before + " is called " + after + " now" + (renamed.restarted() ? ", and was restarted" : "")
                        + ". Its URLs are what they were.");
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(renamed.instance()));
        } else {
            new InstanceTable(console(), false).print(List.of(renamed.instance()));
        }
        return ExitCode.DONE;
    }
}
