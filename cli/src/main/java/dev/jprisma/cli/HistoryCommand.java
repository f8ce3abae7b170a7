package dev.jprisma.cli;

import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.UnknownInstance;
import dev.jprisma.state.control.KeepHistory;
import dev.jprisma.state.control.KeptHistory;
import dev.jprisma.state.control.Methods;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev history}: whether an instance can be brought back to any moment. */
@Command(
        name = "history",
        description = {
            "Keep a history of an instance, to bring it back to any moment of the last hour, or longer.",
            "Without LENGTH, say how far back its history reaches. Go back with: jprisma dev restore"
                    + " NAME --at TIME."
        })
final class HistoryCommand extends BaseCommand {
    @Mixin
    private HistoryArguments arguments;

    @Mixin
    private JsonOption json;

    HistoryCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName instance = arguments.instance(context());
        Optional<HistoryLength> length = arguments.length();
        HistoryView history = length.map(wanted -> keep(instance, wanted)).orElseGet(() -> present(instance));
        if (json.isSet()) {
            console().result(history == null ? "{}" : RecordJson.writeIndented(history));
        } else if (history == null) {
            console()
                    .result(instance + " keeps no history."
                            + (length.isEmpty() ? " To keep one: jprisma dev history " + instance + " 1h" : ""));
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
                .orElseThrow(() -> UnknownInstance.toBeUsed(instance, context().registry()))
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
