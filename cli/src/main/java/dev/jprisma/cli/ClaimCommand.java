package dev.jprisma.cli;

import dev.jprisma.state.control.ClaimDatabase;
import dev.jprisma.state.control.ClaimedDatabase;
import dev.jprisma.state.control.Methods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dev claim}: what was made for a time is kept. */
@Command(
        name = "claim",
        description = "Keep a database that jprisma create-db made, instead of deleting it when its time is over.")
final class ClaimCommand extends BaseCommand {
    @Parameters(
            paramLabel = "NAME",
            description = "The instance, or the id of its project (proj_...) or database (db_...).")
    private String name;

    ClaimCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        ClaimedDatabase claimed = context()
                .daemon()
                .request(
                        Methods.DATABASE_CLAIM,
                        new ClaimDatabase(name),
                        ClaimedDatabase.class,
                        context().showingProgress());
        console().result(claimed.instance().name() + " stays until you delete it.");
        return ExitCode.DONE;
    }
}
