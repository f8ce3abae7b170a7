package dev.jprisma.cli;

import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.ProgramPath;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.StartInstance;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code dev psql}: the machine's psql on an instance. The password is in its environment, which others cannot read.
 */
@Command(
        name = "psql",
        description = {
            "Open psql on an instance, which is started if need be.",
            "With more arguments: jprisma dev exec NAME -- psql ARGUMENTS."
        })
final class PsqlCommand extends BaseCommand {
    private static final String PSQL = "psql";

    @Mixin
    private OneName name;

    PsqlCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        RegistryEntry entry = name.find(context());
        if (!ProgramPath.has(PSQL)) {
            console()
                    .error("There is no psql on the PATH. It is in postgresql-client (Debian, Ubuntu), postgresql"
                            + " (Fedora) and libpq (Homebrew). Any other client takes the URL: jprisma dev url "
                            + entry.name());
            return ExitCode.NO_PROGRAM;
        }
        InstanceRecord instance = entry.required();
        if (!instance.isLinked() && context().view(entry).status() != InstanceStatus.RUNNING) {
            context().start(StartInstance.existing(entry.name(), false));
            instance = context().registry().find(entry.name()).orElseThrow().required();
        }
        return new ChildCommand(
                        List.of(PSQL),
                        EnvironmentVariables.of(instance),
                        console().isInteractive(),
                        () -> {})
                .run(() -> {});
    }
}
