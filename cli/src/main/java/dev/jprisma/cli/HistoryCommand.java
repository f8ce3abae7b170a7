package dev.jprisma.cli;

import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.KeepHistory;
import dev.jprisma.state.control.KeptHistory;
import dev.jprisma.state.control.Methods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dev history}: whether an instance can be brought back to any moment. */
@Command(
        name = "history",
        description = "Keep a history of an instance, so that it can be brought back to any moment of the last hour, or"
                + " of however long; or say how far back it reaches.")
final class HistoryCommand extends BaseCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The instance. Default: default.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LENGTH",
            description = "How far back it is to reach, such as 30m, 1h or 2d; 'off' keeps none, and deletes what was"
                    + " kept.")
    private String length;

    @Mixin
    private JsonOption json;

    HistoryCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName instance = new InstanceName(name);
        HistoryView history = length == null ? present(instance) : keep(instance, HistoryLength.of(length));
        if (json.isSet()) {
            console().result(history == null ? "{}" : RecordJson.writeIndented(history));
        } else if (history == null) {
            console()
                    .result(name + " keeps no history."
                            + (length == null ? " To keep one: jprisma dev history " + name + " 1h" : ""));
        } else {
            console().result(history.text());
        }
        return ExitCode.DONE;
    }

    /** It reads the home and asks nobody. */
    private HistoryView present(InstanceName instance) {
        InstanceRecord record = context()
                .registry()
                .find(instance)
                .orElseThrow(() -> NameArgument.notFound(instance))
                .required();
        return HistoryView.of(record, context().home());
    }

    private HistoryView keep(InstanceName instance, HistoryLength wanted) {
        return context()
                .daemon()
                .request(
                        Methods.INSTANCE_HISTORY,
                        new KeepHistory(instance, wanted),
                        KeptHistory.class,
                        context().showingProgress())
                .history();
    }
}
