package dev.jprisma.cli;

import dev.jprisma.state.InstanceView;
import dev.jprisma.state.RecordJson;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev ls}. It reads the home and asks nobody, so that it is quick and tells the truth without a daemon. */
@Command(name = "ls", description = "List the instances: name, status, URLs.")
final class ListCommand extends BaseCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--urls", description = "Show every URL in full, secrets included.")
    private boolean fullUrls;

    ListCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<InstanceView> instances = context().views(context().registry().list());
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(instances));
        } else if (instances.isEmpty()) {
            console().note("There are no instances yet. Make one: jprisma dev");
        } else {
            new InstanceTable(console(), fullUrls).print(instances);
            for (InstanceView instance : instances) {
                LoginAdvice.all(console(), instance);
            }
        }
        return ExitCode.DONE;
    }
}
