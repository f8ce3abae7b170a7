package dev.jprisma.cli;

import dev.jprisma.cli.output.ProgressLine;
import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.cli.transfer.DataTransfer;
import dev.jprisma.cli.transfer.Database;
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

    @Option(
            names = "--no-owner",
            description = "All belongs to who logs in, and what other roles may do there stays behind.")
    private boolean noOwner;

    private DataTransfer transfer;

    boolean dataOnly() {
        return dataOnly;
    }

    boolean withOwners() {
        return !noOwner;
    }

    List<String> schemas() {
        return schemas;
    }

    /** Fails where a source cannot be copied, before anything is made or emptied for it. */
    void requireReadable(Context context, Database source) {
        context.console().debug("Logging in to " + source);
        transfer().requireReadable(source, dataOnly, new ProgressLine(context.console()));
    }

    void copy(Context context, CopyOrder order) {
        context.console().result(transfer().copy(order, new ProgressLine(context.console())));
    }

    private DataTransfer transfer() {
        if (transfer == null) {
            transfer = TransferLoader.load();
        }
        return transfer;
    }
}
