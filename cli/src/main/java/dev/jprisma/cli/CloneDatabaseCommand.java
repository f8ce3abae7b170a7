package dev.jprisma.cli;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.CloneDatabase;
import dev.jprisma.state.control.ClonedDatabase;
import dev.jprisma.state.control.Methods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev clone-db}: a fresh copy of a database, for a test. */
@Command(
        name = "clone-db",
        description = {
            "Make a copy of a database in the same instance, and print its TCP URL.",
            "The instance must be running. Drop the copy when you are done, or remove the instance."
        })
final class CloneDatabaseCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Option(
            names = "--template",
            paramLabel = "DB",
            defaultValue = "postgres",
            description = "What is copied; nobody may be connected to it meanwhile. Default: postgres.")
    private String template;

    CloneDatabaseCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceRecord instance = name.require(context());
        InstanceName of = instance.name();
        ClonedDatabase clone = context()
                .daemon()
                .request(
                        Methods.DATABASE_CLONE,
                        new CloneDatabase(of, template),
                        ClonedDatabase.class,
                        context().showingProgress());
        InstanceRecord running =
                context().registry().find(of).map(RegistryEntry::required).orElseThrow();
        console().result(ConnectionUrls.tcp(running, clone.database()));
        return ExitCode.DONE;
    }
}
