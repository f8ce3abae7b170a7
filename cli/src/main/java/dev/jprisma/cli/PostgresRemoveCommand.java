package dev.jprisma.cli;

import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.RemovePostgres;
import dev.jprisma.state.control.RemovedPostgres;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code postgres rm}: binaries that no instance needs. They can be fetched again, so nobody is asked. */
@Command(name = "rm", description = "Delete a version of PostgreSQL that no instance runs on from this home.")
final class PostgresRemoveCommand extends BaseCommand {
    @Parameters(paramLabel = "VERSION", description = "Such as 17 or 17.11.")
    private String version;

    PostgresRemoveCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        RemovedPostgres removed = context()
                .daemon()
                .request(
                        Methods.POSTGRES_REMOVE,
                        new RemovePostgres(version),
                        RemovedPostgres.class,
                        context().showingProgress());
        console().result("Deleted: PostgreSQL " + String.join(", ", removed.versions()));
        return ExitCode.DONE;
    }
}
