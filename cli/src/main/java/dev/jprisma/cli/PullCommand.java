package dev.jprisma.cli;

import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.state.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dev pull}: a database elsewhere into an instance. */
@Command(
        name = "pull",
        description = {
            "Copy schema and data of a database elsewhere into an empty instance, all or nothing.",
            "The copy is of one moment. The instance is started, and made, if need be. Roles that own"
                    + " something or may do something there are made, without a login."
        })
final class PullCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The instance.")
    private String name;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URL",
            description = "Such as postgres://app@db.example.com/shop. '-' reads it from the input; a password is taken"
                    + " from ~/.pgpass, too.")
    private String url;

    @Option(names = "--database", paramLabel = "DB", description = "Which of its databases. Default: postgres.")
    private String database;

    @Option(
            names = "--clean",
            description = "Empty the instance's database first, of which a snapshot is kept (jprisma dev undo); if the"
                    + " copy fails it is as it was.")
    private boolean clean;

    @Mixin
    private CopyOptions options;

    @Mixin
    private YesOption yes;

    @Spec
    private CommandSpec spec;

    PullCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (clean && options.dataOnly()) {
            throw new ParameterException(
                    spec.commandLine(), "--clean takes the tables away that --data-only is to fill: say one of them");
        }
        if (clean && !Cleaning.isConfirmed(console(), yes, name, url.equals("-"), "jprisma dev pull " + name)) {
            return ExitCode.FAILED;
        }
        InstanceName instance = new InstanceName(name);
        Database source = Databases.elsewhere(context(), url);
        options.requireReadable(context(), source);
        Database target = Databases.toWrite(context(), instance, database);
        if (clean) {
            Cleaning.keep(context(), instance);
        }
        options.copy(
                context(),
                new CopyOrder(
                        source, target, options.schemas(), true, options.dataOnly(), options.withOwners(), clean));
        return ExitCode.DONE;
    }
}
