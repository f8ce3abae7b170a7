package dev.jprisma.cli.completion;

import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** The shells we can teach. */
public enum CompletionScript {
    BASH(BashCompletion::script),
    ZSH(ZshCompletion::script),
    FISH(FishCompletion::script);

    private final Function<CommandSpec, String> writer;

    CompletionScript(Function<CommandSpec, String> writer) {
        this.writer = writer;
    }

    /** What the shell is to read, for this command and all below it. */
    public String of(CommandSpec root) {
        return writer.apply(root);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
