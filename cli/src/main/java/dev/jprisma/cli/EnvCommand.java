package dev.jprisma.cli;

import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.PortRole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev env}: what tools read from their environment. */
@Command(
        name = "env",
        description = "Print the environment that tools need to reach an instance, or put it into a .env file.")
final class EnvCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Mixin
    private EnvironmentOptions options;

    EnvCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        options.check();
        options.print(
                console(),
                EnvironmentVariables.of(name.requireNotingStopped(context(), PortRole.HTTP, PortRole.SHADOW)));
        return ExitCode.DONE;
    }
}
