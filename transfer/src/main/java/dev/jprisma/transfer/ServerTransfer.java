package dev.jprisma.transfer;

import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.cli.transfer.DataTransfer;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.cli.transfer.DumpOrder;
import dev.jprisma.cli.transfer.LoadOrder;
import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.transfer.copy.DatabaseCopy;
import dev.jprisma.transfer.dump.DatabaseDump;
import dev.jprisma.transfer.file.SourceFile;
import dev.jprisma.transfer.load.FileLoad;
import dev.jprisma.transfer.server.DatabaseSession;
import dev.jprisma.transfer.tool.PostgresTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The transfer by sessions of our own and, for schemas, PostgreSQL's tools. */
public final class ServerTransfer implements DataTransfer {

    @Override
    public String load(LoadOrder order, TransferListener listener) {
        try (SourceFile file = SourceFile.open(order.file(), order.input(), order.format());
                DatabaseSession session = DatabaseSession.open(order.target());
                Interruption interruption =
                        new Interruption(FileLoad.nothingDone(order), listener::interrupted, session)) {
            return watched(
                    interruption,
                    () -> new FileLoad(order, file, session, listener, interruption::fate).run(),
                    order.oneTransaction()
                            ? "Nothing was loaded, unless it was at its very end."
                            : "What was loaded so far stays.");
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.INPUT_UNUSABLE, "Cannot close the file: " + e.getMessage(), e);
        }
    }

    @Override
    public String dump(DumpOrder order, TransferListener listener) {
        return DatabaseDump.run(order, listener);
    }

    @Override
    public void requireReadable(Database source, boolean dataOnly, TransferListener listener) {
        try (DatabaseSession session = DatabaseSession.open(source)) {
            if (!dataOnly) {
                DatabaseCopy.requireTool(session, listener);
            }
        }
    }

    @Override
    public String copy(CopyOrder order, TransferListener listener) {
        try (DatabaseSession source = DatabaseSession.open(order.source());
                DatabaseSession target = DatabaseSession.open(order.target());
                Interruption interruption =
                        new Interruption(DatabaseCopy.nothingDone(order), listener::interrupted, source, target)) {
            return watched(
                    interruption,
                    () -> new DatabaseCopy(order, source, target, listener, interruption::fate).run(),
                    "Nothing was copied, unless it was at its very end.");
        }
    }

    @Override
    public Path tools(int major, String purpose, Path first, Consumer<String> debug) {
        return PostgresTool.require("pg_dump", major, purpose, first, debug)
                .program()
                .toAbsolutePath()
                .getParent();
    }

    private static String watched(Interruption interruption, Supplier<String> transfer, String ifLost) {
        try {
            return transfer.get();
        } catch (PostgresException e) {
            interruption.check();
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, e.getMessage() + "\n  " + ifLost, e);
        } catch (RuntimeException e) {
            interruption.check();
            throw e;
        }
    }
}
