package dev.jprisma.cli;

import dev.jprisma.state.PortRole;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev env}: what tools read from their environment. */
@Command(name = "env", description = "Print the environment that tools need to reach an instance.")
final class EnvCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "dotenv",
            converter = Format.class,
            description = "dotenv, shell (for eval) or json. Default: dotenv.")
    private EnvironmentFormat format;

    EnvCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Map<String, String> variables =
                EnvironmentVariables.of(name.requireNotingStopped(context(), PortRole.HTTP, PortRole.SHADOW));
        console().result(format.write(variables));
        return ExitCode.DONE;
    }

    private static final class Format extends LowerCase<EnvironmentFormat> {
        private Format() {
            super(EnvironmentFormat.class);
        }
    }
}
