package dev.jprisma.cli;

import java.util.List;
import picocli.CommandLine.Parameters;

/** The instances that several commands take. */
final class NamesArgument {
    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "Names or globs such as 'my*' (in quotes), one by one or separated by commas.")
    private List<String> patterns;

    Selection select(Context context) {
        return Selection.of(patterns, context.registry().list());
    }
}
