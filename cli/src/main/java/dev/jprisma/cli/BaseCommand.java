package dev.jprisma.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What every command that does something has: the global options, and a context. */
@Command(descriptionHeading = "%n", parameterListHeading = "%n", optionListHeading = "%n", commandListHeading = "%n")
abstract class BaseCommand implements Callable<Integer> {
    private final Context context;

    BaseCommand(Context context) {
        this.context = context;
    }

    final Context context() {
        return context;
    }

    final Console console() {
        return context.console();
    }
}
