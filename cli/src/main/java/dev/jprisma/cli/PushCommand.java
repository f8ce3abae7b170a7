package dev.jprisma.cli;

import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.state.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dev push}: an instance into a database elsewhere. */
@Command(
        name = "push",
        description = {
            "Copy an instance's schema and data into an empty database elsewhere, all or nothing.",
            "Owners and rights are kept where the roles are there; all else belongs to who logs in."
        })
final class PushCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The instance.")
    private String name;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description = "Such as postgres://app@db.example.com/shop. '-' reads it from the input; a password is taken"
                    + " from ~/.pgpass, too.")
    private String url;

    @Option(names = "--database", paramLabel = "DB", description = "Which of its databases. Default: postgres.")
    private String database;

    @Mixin
    private CopyOptions options;

    PushCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName instance = new InstanceName(name);
        Database target = Databases.elsewhere(context(), url);
        Database source = Databases.toRead(context(), instance, database);
        options.copy(
                context(),
                new CopyOrder(
                        source, target, options.schemas(), false, options.dataOnly(), options.withOwners(), false));
        return ExitCode.DONE;
    }
}
