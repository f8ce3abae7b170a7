package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import java.util.concurrent.Callable;

/** A command that does something, with what it works with. The global options are the root's, inherited. */
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
