package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.PostgresVersion;
import dev.jprisma.state.control.PostgresVersions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postgres ls}. */
@Command(name = "ls", description = "List the versions that are here or can be, and the instances that run on them.")
final class PostgresListCommand extends BaseCommand {
    private static final String ROW = "%-8s  %-34s  %s";

    @Mixin
    private JsonOption json;

    PostgresListCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<PostgresVersion> versions = context()
                .daemon()
                .request(
                        Methods.POSTGRES_LIST,
                        new Nothing(),
                        PostgresVersions.class,
                        context().showingProgress())
                .versions();
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(versions));
        } else {
            print(versions, console());
        }
        return ExitCode.DONE;
    }

    private static void print(List<PostgresVersion> versions, Console console) {
        console.result(console.bold(String.format(ROW, "VERSION", "BINARIES", "INSTANCES")));
        for (PostgresVersion version : versions) {
            String row =
                    String.format(ROW, version.version(), binaries(version), String.join(", ", version.instances()));
            console.result(row.stripTrailing());
        }
    }

    private static String binaries(PostgresVersion version) {
        return switch (version.source()) {
            case PACKED -> "come with jprisma";
            case FETCHED -> "in this home";
            case AVAILABLE -> "jprisma postgres add " + version.major();
            case MACHINE -> version.directory();
        };
    }
}
