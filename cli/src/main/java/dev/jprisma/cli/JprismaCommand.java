package dev.jprisma.cli;

import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.Version;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code jprisma}: the root, with the options that every command takes. */
@Command(
        name = "jprisma",
        description = "Named, real PostgreSQL servers for your machine. Start with: jprisma dev",
        mixinStandardHelpOptions = true,
        versionProvider = JprismaCommand.CurrentVersion.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        commandListHeading = "%nCommands:%n")
final class JprismaCommand extends BaseCommand {
    JprismaCommand(Context context) {
        super(context);
    }

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Tell on stderr what happens inside.")
    void debug(boolean on) {
        if (on && !console().isDebugging()) {
            console().debugging(true);
            console()
                    .debug("jprisma " + Version.current() + " on Java " + Runtime.version() + " in "
                            + System.getProperty("java.home") + ", " + System.getProperty("os.name") + " "
                            + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        }
    }

    /** What there is, and what can be done next. */
    @Override
    public Integer call() {
        List<InstanceView> instances = context().views(context().registry().list());
        if (instances.isEmpty()) {
            console().note("There are no instances yet. Make one, with a PostgreSQL of its own: jprisma dev");
        } else {
            new InstanceTable(console(), false).print(instances);
            String name = instances.get(0).name();
            console().note("");
            console()
                    .note("Next: jprisma dev "
                            + (instances.get(0).status() == InstanceStatus.RUNNING ? "stop " : "start ") + name
                            + ", jprisma dev env " + name + ", jprisma dev -n NEW");
        }
        console().note("All commands: jprisma dev --help, jprisma --help");
        return ExitCode.DONE;
    }

    static final class CurrentVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {PlainCommands.version()};
        }
    }
}
