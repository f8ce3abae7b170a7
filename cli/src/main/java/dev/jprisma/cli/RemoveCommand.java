package dev.jprisma.cli;

import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemovedInstance;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev rm}: instances and their data. */
@Command(
        name = "rm",
        description = {
            "Delete instances and their data.",
            "The data is kept for a day, in which jprisma dev undo NAME brings it back."
        })
final class RemoveCommand extends BaseCommand {
    static final String PHRASE = "i will lose local data";

    @Mixin
    private NamesArgument names;

    @Option(names = "--force", description = "Delete those that run, too; they are stopped first.")
    private boolean force;

    @Option(names = "--purge", description = "Delete for good, the snapshots too: nothing brings them back.")
    private boolean purge;

    @Mixin
    private YesOption yes;

    RemoveCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Selection selection = names.select(context());
        BatchOutcome outcome = new BatchOutcome(console());
        selection.failUnknown(outcome, context().registry());
        selection.noteEmptyGlobs(console());

        List<RegistryEntry> refused =
                selection.matched().stream().filter(this::isRefused).toList();
        List<RegistryEntry> toRemove = selection.matched().stream()
                .filter(entry -> !refused.contains(entry))
                .toList();
        refused.forEach(entry -> outcome.fail(entry.name() + " is running. Stop it first: jprisma dev stop "
                + entry.name() + ", or delete it as it runs: jprisma dev rm " + entry.name() + " --force"));
        if (toRemove.isEmpty()) {
            return outcome.exitCode();
        }
        if (toRemove.stream().allMatch(RemoveCommand::isLinked)) {
            outcome.onEach(toRemove, this::remove);
            return outcome.exitCode();
        }
        if (yes.isMissing(console())) {
            toRemove.forEach(entry -> outcome.fail(entry.name() + " is not deleted, since there is no terminal to"
                    + " confirm it on. Without one: jprisma dev rm " + entry.name() + (force ? " --force" : "")
                    + " -y"));
            return outcome.exitCode();
        }
        String list = toRemove.stream().map(entry -> entry.name().value()).collect(Collectors.joining(", "));
        if (!yes.confirmed(
                console(), "To be deleted with all data: " + console().bold(list) + ".", PHRASE)) {
            outcome.fail("That was not the phrase: nothing was deleted.");
            return outcome.exitCode();
        }
        outcome.onEach(toRemove, this::remove);
        return outcome.exitCode();
    }

    /** Known before anybody is asked to type anything; the daemon looks again. */
    private boolean isRefused(RegistryEntry entry) {
        InstanceStatus status = context().view(entry).status();
        return !force && (status == InstanceStatus.RUNNING || status == InstanceStatus.STARTING_UP);
    }

    private void remove(RegistryEntry entry) {
        RemovedInstance removed = context()
                .daemon()
                .request(
                        Methods.INSTANCE_REMOVE,
                        new RemoveInstance(entry.name(), force, purge),
                        RemovedInstance.class,
                        context().showingProgress());
        console()
                .result(
                        isLinked(entry)
                                ? entry.name() + " is no link any more; the database it led to is untouched."
                                : entry.name() + " deleted.");
        SnapshotNotes.kept(console(), removed.kept());
    }

    /** With such a one nothing is lost that anybody would have to be asked about. */
    private static boolean isLinked(RegistryEntry entry) {
        return entry.readable().filter(InstanceRecord::isLinked).isPresent();
    }
}
