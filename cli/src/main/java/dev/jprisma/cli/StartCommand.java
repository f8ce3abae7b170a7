package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.UnknownInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev start}: stopped instances, in the background. */
@Command(name = "start", description = "Start stopped instances in the background.")
final class StartCommand extends BaseCommand {
    @Mixin
    private NamesArgument names;

    @Mixin
    private MovePortsOption movePorts;

    @Mixin
    private OriginOptions origins;

    @Mixin
    private LimitsOption limits;

    @Mixin
    private PostgresOptions postgres;

    @Mixin
    private JsonOption json;

    StartCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> allowed = origins.allowed();
        Selection selection = names.select(context());
        BatchOutcome outcome = new BatchOutcome(console());
        List<InstanceView> started = new ArrayList<>();
        outcome.onEach(selection.matched(), entry -> started.add(start(entry, allowed)));
        selection
                .unknownNames()
                .forEach(name -> outcome.fail(UnknownInstance.toBeUsed(
                                new InstanceName(name), context().registry())
                        .getMessage()));
        selection.noteEmptyGlobs(console());
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(started));
        }
        return outcome.exitCode();
    }

    private InstanceView start(RegistryEntry entry, List<String> allowed) {
        StartedInstance started = InstanceRequests.start(
                context(),
                postgres.applyTo(StartInstance.existing(entry.name(), false)
                        .allowing(allowed)
                        .limiting(limits.named())
                        .moving(movePorts.isSet())));
        if (!json.isSet()) {
            String how = started.alreadyRunning() ? " is already running: " : " is running: ";
            console()
                    .result(entry.name()
                            + how
                            + started.instance().exports().database().connectionString());
        }
        return started.instance();
    }
}
