package dev.jprisma.cli;

import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.PortRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dev env}: what tools read from their environment. */
@Command(
        name = "env",
        description = "Print the environment that tools need to reach an instance, or put it into a .env file.")
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

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Write it into FILE, such as .env, in which all other lines stay as they are.")
    private Path file;

    @Spec
    private CommandSpec spec;

    EnvCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (file != null && format != EnvironmentFormat.DOTENV) {
            throw new ParameterException(spec.commandLine(), "--write writes " + EnvironmentFormat.DOTENV + " alone.");
        }
        Map<String, String> variables =
                EnvironmentVariables.of(name.requireNotingStopped(context(), PortRole.HTTP, PortRole.SHADOW));
        if (file == null) {
            console().result(format.write(variables));
        } else {
            write(variables);
        }
        return ExitCode.DONE;
    }

    private void write(Map<String, String> variables) {
        List<String> changed = new DotenvFile(file).set(variables);
        console()
                .note(file + (changed.isEmpty() ? ": all is as it was." : ": set " + String.join(", ", changed) + "."));
    }

    private static final class Format extends LowerCase<EnvironmentFormat> {
        private Format() {
            super(EnvironmentFormat.class);
        }
    }
}
