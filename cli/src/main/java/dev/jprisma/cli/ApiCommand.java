package dev.jprisma.cli;

import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.OpenedApi;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code api}: what leads Prisma's SDK for its Management API to this home. */
@Command(
        name = "api",
        description = {
            "Serve Prisma's Management API for scripts, and print where it is.",
            "It has projects, databases, connections and backups, for @prisma/management-api-sdk and"
                    + " others, on the HTTP port of this home, which is open from then on."
        })
final class ApiCommand extends BaseCommand {
    @Option(
            names = "--token",
            description = "Print the environment that programs need, with the token, or put it into a .env file.")
    private boolean token;

    @Mixin
    private EnvironmentOptions options;

    ApiCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        options.check();
        OpenedApi api = context()
                .daemon()
                .request(
                        Methods.API_OPEN,
                        new Nothing(),
                        OpenedApi.class,
                        context().showingProgress());
        if (token) {
            options.print(
                    console(),
                    new TreeMap<>(Map.of("PRISMA_MANAGEMENT_API_URL", api.url(), "PRISMA_SERVICE_TOKEN", api.token())));
        } else {
            console()
                    .note("The token, which lets in whoever has it, is in "
                            + context().home().controlToken() + "; with it: jprisma api --token");
            console().result(api.url());
        }
        return ExitCode.DONE;
    }
}
