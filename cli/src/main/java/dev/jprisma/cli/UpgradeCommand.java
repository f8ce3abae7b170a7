package dev.jprisma.cli;

import dev.jprisma.cli.transfer.TransferLoader;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.UpgradeInstance;
import dev.jprisma.state.control.UpgradedInstance;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev upgrade}: a newer major version of PostgreSQL. */
@Command(
        name = "upgrade",
        description = {
            "Give an instance a newer major version of PostgreSQL.",
            "The data is copied and compared row by row; ports and secrets stay. What it had is kept for"
                    + " a day (jprisma dev undo). Meanwhile it cannot be reached. It takes a pg_dump as new as its"
                    + " server, or newer."
        })
final class UpgradeCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Option(
            names = "--to",
            paramLabel = "MAJOR",
            converter = MajorVersion.class,
            description = "The new version. Default: 18.")
    private Integer major;

    @Mixin
    private Restarting restarting;

    @Mixin
    private JsonOption json;

    UpgradeCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceRecord instance = name.require(context());
        if (instance.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    instance.name() + " is linked to " + instance.upstream() + ", where its version is chosen");
        }
        int to = instance.newerPostgres(major == null ? PostgresChoice.NEWEST : major)
                .major();
        Path home = instance.postgresHome() == null ? null : Path.of(instance.postgresHome());
        Path tools = TransferLoader.load()
                .tools(instance.postgres().major(), "upgrade " + instance.name(), home, console()::debug);
        restarting.confirm(context(), instance.name());
        UpgradedInstance upgraded = context()
                .daemon()
                .request(
                        Methods.INSTANCE_UPGRADE,
                        new UpgradeInstance(instance.name(), to, tools.toString(), ProcessIdentity.currentPid()),
                        UpgradedInstance.class,
                        context().showingProgress());
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(upgraded));
            return ExitCode.DONE;
        }
        console()
                .result(instance.name() + " has PostgreSQL "
                        + upgraded.instance().version() + " instead of "
                        + upgraded.before() + ". The same in both: " + counted(upgraded.databases(), "database") + ", "
                        + counted(upgraded.tables(), "table or sequence", "tables and sequences")
                        + ", row by row; roles, types, functions and all else that a dump carries.");
        upgraded.leftOut().forEach(setting -> console().note("Left out: " + setting));
        SnapshotNotes.kept(console(), upgraded.kept());
        return ExitCode.DONE;
    }

    private static String counted(int number, String one) {
        return counted(number, one, one + "s");
    }

    private static String counted(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
