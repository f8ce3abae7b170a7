package dev.jprisma.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The instance of a command, as an argument or by {@code -n}. */
final class OneName extends NameArgument {
    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            description = "The same as NAME.")
    private String name;

    @Override
    List<String> byOption() {
        return name == null ? List.of() : List.of(name);
    }
}
