package dev.jprisma.cli;

import dev.jprisma.cli.output.ProgressLine;
import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.cli.transfer.TransferLoader;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code pull} and {@code push} have in common. */
final class CopyOptions {
    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description = "Only this schema, of a database that has others of its provider's. Can be given several"
                    + " times.")
    private List<String> schemas = List.of();

    @Option(
            names = "--data-only",
            description = "Rows alone, into tables that are there, as migrations make them, and have none: it takes no"
                    + " pg_dump.")
    private boolean dataOnly;

    boolean dataOnly() {
        return dataOnly;
    }

    List<String> schemas() {
        return schemas;
    }

    void copy(Context context, CopyOrder order) {
        context.console().result(TransferLoader.load().copy(order, new ProgressLine(context.console())));
    }
}
