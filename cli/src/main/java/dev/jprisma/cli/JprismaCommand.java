package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

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
final class JprismaCommand implements Runnable {
    private final Console console;

    @Spec
    private CommandSpec spec;

    JprismaCommand(Console console) {
        this.console = console;
    }

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Tell on stderr what happens inside.")
    void debug(boolean on) {
        console.debugging(on);
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }

    static final class CurrentVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"jprisma " + Version.current()};
        }
    }
}
