package dev.jprisma.cli;

import dev.jprisma.state.DesiredState;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.StoppedInstance;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev stop}: sessions end, data stays. */
@Command(name = "stop", description = "Stop instances. Their sessions end, their data stays.")
final class StopCommand extends BaseCommand {
    static final String PHRASE = "i will interrupt sessions";

    @Mixin
    private NamesArgument names;

    @Mixin
    private YesOption yes;

    StopCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Selection selection = names.select(context());
        BatchOutcome outcome = new BatchOutcome(console());
        selection.failUnknown(outcome, context().registry());
        selection.noteEmptyGlobs(console());

        List<RegistryEntry> toStop =
                selection.matched().stream().filter(this::isToBeStopped).toList();
        selection.matched().stream()
                .filter(entry -> !toStop.contains(entry))
                .forEach(entry -> console().result(entry.name() + " is not running."));
        if (toStop.isEmpty()) {
            return outcome.exitCode();
        }
        String list = toStop.stream().map(entry -> entry.name().value()).collect(Collectors.joining(", "));
        if (!yes.confirmed(console(), "To be stopped: " + console().bold(list) + ". Open sessions will end.", PHRASE)) {
            outcome.fail("That was not the phrase: nothing was stopped.");
            return outcome.exitCode();
        }
        outcome.onEach(toStop, this::stop);
        return outcome.exitCode();
    }

    /** Also one that is down now, if the next daemon would start it again. */
    private boolean isToBeStopped(RegistryEntry entry) {
        return context().view(entry).status() != InstanceStatus.NOT_RUNNING
                || entry.readable()
                        .filter(it -> it.wanted() == DesiredState.RUNNING)
                        .isPresent();
    }

    private void stop(RegistryEntry entry) {
        StoppedInstance stopped = InstanceRequests.stop(context(), entry.name());
        console().result(entry.name() + (stopped.wasRunning() ? " stopped." : " is not running."));
    }
}
