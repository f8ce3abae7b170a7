package dev.jprisma.cli;

import dev.jprisma.state.control.CreateDbWorker;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code create-db env}: what leads Prisma's own command to this home. */
@Command(
        name = "env",
        description = "Print the environment in which Prisma's npx create-db makes its databases here, or put it into a"
                + " .env file. Give it a region, such as -r us-east-1, and it asks nobody else.")
final class CreateDbEnvCommand extends BaseCommand {
    @Mixin
    private EnvironmentOptions options;

    CreateDbEnvCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        options.check();
        String url = context()
                .daemon()
                .request(
                        Methods.CREATE_DB_OPEN,
                        new Nothing(),
                        CreateDbWorker.class,
                        context().showingProgress())
                .url();
        options.print(console(), new TreeMap<>(Map.of("CREATE_DB_WORKER_URL", url, "CLAIM_DB_WORKER_URL", url)));
        return ExitCode.DONE;
    }
}
