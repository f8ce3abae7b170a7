package dev.jprisma.cli;

import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.PortRole;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev env}: what tools read from their environment. */
@Command(
        name = "env",
        description = "Print the environment variables that reach an instance, or write them into a .env file.")
final class EnvCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Mixin
    private EnvironmentOptions options;

    @Mixin
    private RoleOption role;

    EnvCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        options.check();
        options.print(console(), variables());
        return ExitCode.DONE;
    }

    private Map<String, String> variables() {
        if (role.named() == null) {
            return EnvironmentVariables.of(name.requireNotingStopped(context(), PortRole.HTTP, PortRole.SHADOW));
        }
        InstanceRecord instance = name.requireNotingStopped(context(), PortRole.DATABASE);
        role.require(context(), instance);
        return EnvironmentVariables.of(instance, role.named());
    }
}
