package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where environment variables are printed, and how. */
final class EnvironmentOptions {
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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws ParameterException if they contradict each other */
    void check() {
        if (file != null && format != EnvironmentFormat.DOTENV) {
            throw new ParameterException(
                    command.commandLine(), "--write writes " + EnvironmentFormat.DOTENV + " alone.");
        }
    }

    /** Prints them, or writes them and says so. */
    void print(Console console, Map<String, String> variables) {
        if (file == null) {
            console.result(format.write(variables));
            return;
        }
        List<String> changed = new DotenvFile(file).set(variables);
        console.note(file + (changed.isEmpty() ? ": all is as it was." : ": set " + String.join(", ", changed) + "."));
    }

    private static final class Format extends LowerCase<EnvironmentFormat> {
        private Format() {
            super(EnvironmentFormat.class);
        }
    }
}
