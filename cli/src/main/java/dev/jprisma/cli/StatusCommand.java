package dev.jprisma.cli;

import dev.jprisma.state.InstanceView;
import dev.jprisma.state.PrintableText;
import dev.jprisma.state.RecordJson;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev status}: all that is known of one instance. It reads the home and asks nobody, as {@code dev ls} does. */
@Command(
        name = "status",
        description = "Show all about one instance: status, URLs, version, process, ports, data directory.")
final class StatusCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Mixin
    private JsonOption json;

    @Option(names = "--urls", description = "Show every URL in full, secrets included.")
    private boolean fullUrls;

    StatusCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceView instance = context().view(name.find(context()));
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(instance));
            return ExitCode.DONE;
        }
        new InstanceTable(console(), fullUrls).print(List.of(instance));
        console().result("");
        line("PostgreSQL", instance.version());
        line("Process", instance.pid());
        line("Ports", ports(instance));
        line("Data", instance.dataDirectory());
        line("Made", instance.createdAt());
        LoginAdvice.all(console(), instance);
        return ExitCode.DONE;
    }

    private static String ports(InstanceView instance) {
        return instance.databasePort() + " (database), " + instance.shadowDatabasePort() + " (shadow database), "
                + instance.port() + " (HTTP)";
    }

    private void line(String what, Object value) {
        if (value != null) {
            console().result("%-10s  %s".formatted(what, PrintableText.line(value.toString())));
        }
    }
}
