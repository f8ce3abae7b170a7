package dev.jprisma.cli;

import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.state.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dev pull}: a database elsewhere into an instance. */
@Command(
        name = "pull",
        description = "Copy schema and data of a database elsewhere, as one moment shows them, into an empty instance,"
                + " all of it or nothing. The instance is started, and made, if need be. Owners and privileges stay"
                + " behind.")
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

    @Option(names = "--clean", description = "Empty the instance's database first; if the copy fails it is as it was.")
    private boolean clean;

    @Mixin
    private CopyOptions options;

    @Mixin
    private YesOption yes;

    PullCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (clean && !Cleaning.isConfirmed(console(), yes, name, url.equals("-"), "jprisma dev pull " + name)) {
            return ExitCode.FAILED;
        }
        options.copy(
                context(),
                new CopyOrder(
                        Databases.elsewhere(context(), url),
                        Databases.toWrite(context(), new InstanceName(name), database),
                        options.schemas(),
                        true,
                        clean));
        return ExitCode.DONE;
    }
}
