package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RegistryEntry;
import java.util.List;
import java.util.function.Consumer;

/** Does the same to several instances: all are tried, whatever befalls one, and what failed is told. */
final class BatchOutcome {
    private final Console console;
    private boolean failed;

    BatchOutcome(Console console) {
        this.console = console;
    }

    void onEach(List<RegistryEntry> entries, Consumer<RegistryEntry> action) {
        for (RegistryEntry entry : entries) {
            try {
                action.accept(entry);
            } catch (JprismaException e) {
                fail(e.getMessage());
            }
        }
    }

    void fail(String reason) {
        failed = true;
        console.error(reason);
    }

    int exitCode() {
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }
}
