package dev.jprisma.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.cli.transfer.QueryOrder;
import dev.jprisma.cli.transfer.TransferLoader;
import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.ProgramPath;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.StartInstance;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code dev psql}: the machine's psql on an instance, or a small query mode where there is none. The password is in
 * psql's environment, which others cannot read.
 */
@Command(
        name = "psql",
        description = {
            "Open psql on an instance, which is started if need be. Where there is no psql, statements are executed"
                    + " and results shown without it; the first error ends that, unless you type.",
            "With more arguments: jprisma dev exec NAME -- psql ARGUMENTS."
        })
final class PsqlCommand extends BaseCommand {
    private static final String PSQL = "psql";
    private static final String WHERE_PSQL_IS =
            "psql is in postgresql-client (Debian, Ubuntu), postgresql (Fedora) and libpq (Homebrew).";

    @Mixin
    private OneName name;

    @Option(
            names = {"-c", "--command"},
            paramLabel = "SQL",
            description = "Execute this and end. Can be given several times.")
    private List<String> commands = List.of();

    PsqlCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        RegistryEntry entry = name.find(context());
        return ProgramPath.has(PSQL) ? psql(entry) : query(entry);
    }

    private int psql(RegistryEntry entry) {
        InstanceRecord instance = entry.required();
        if (!instance.isLinked() && context().view(entry).status() != InstanceStatus.RUNNING) {
            InstanceRequests.start(context(), StartInstance.existing(entry.name(), false));
            instance = context().registry().find(entry.name()).orElseThrow().required();
        }
        List<String> line = new ArrayList<>(List.of(PSQL));
        for (String command : commands) {
            line.add("-c");
            line.add(command);
        }
        return new ChildCommand(
                        line, EnvironmentVariables.of(instance), console().isInteractive(), () -> {})
                .run(() -> {});
    }

    private int query(RegistryEntry entry) {
        boolean typed =
                commands.isEmpty() && console().isInteractive() && console().isOutputTerminal();
        if (typed) {
            console().note("There is no psql on the PATH: statements end with ';', \\q ends it all. " + WHERE_PSQL_IS);
        }
        String sql = String.join("\n;\n", commands);
        QueryOrder order = new QueryOrder(
                Databases.toRead(context(), entry.name(), null),
                commands.isEmpty() ? console().in() : new ByteArrayInputStream(sql.getBytes(UTF_8)),
                console().out(),
                console()::note,
                typed,
                WHERE_PSQL_IS);
        return TransferLoader.load().query(order) ? ExitCode.DONE : ExitCode.FAILED;
    }
}
