package dev.jprisma.transfer;

import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.cli.transfer.DataTransfer;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.cli.transfer.DumpOrder;
import dev.jprisma.cli.transfer.FileFormat;
import dev.jprisma.cli.transfer.LoadOrder;
import dev.jprisma.cli.transfer.QueryOrder;
import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.postgres.SqlText;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.transfer.copy.DatabaseCopy;
import dev.jprisma.transfer.dump.DatabaseDump;
import dev.jprisma.transfer.file.SourceFile;
import dev.jprisma.transfer.load.FileLoad;
import dev.jprisma.transfer.load.SeedMark;
import dev.jprisma.transfer.query.QuerySession;
import dev.jprisma.transfer.server.DatabaseSession;
import dev.jprisma.transfer.tool.PostgresTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The transfer by sessions of our own and, for schemas, PostgreSQL's tools. */
public final class ServerTransfer implements DataTransfer {

    @Override
    public String load(LoadOrder order, TransferListener listener) {
        try (SourceFile file = SourceFile.open(order.file(), order.input(), order.format());
                DatabaseSession session = DatabaseSession.open(order.target())) {
            return load(order, file, session, listener);
        } catch (IOException e) {
            throw notClosed(e);
        }
    }

    private static JprismaException notClosed(IOException e) {
        return new JprismaException(ErrorKind.INPUT_UNUSABLE, "Cannot close the file: " + e.getMessage(), e);
    }

    private static String load(LoadOrder order, SourceFile file, DatabaseSession session, TransferListener listener) {
        try (Interruption interruption =
                new Interruption(FileLoad.nothingDone(order), listener::interrupted, session)) {
            return watched(
                    interruption,
                    () -> new FileLoad(order, file, session, listener, interruption::fate).run(),
                    order.oneTransaction()
                            ? "Nothing was loaded, unless it was at its very end."
                            : "What was loaded so far stays.");
        }
    }

    @Override
    public String seed(Database target, Path script, TransferListener listener) {
        LoadOrder order = new LoadOrder(
                target, script, InputStream.nullInputStream(), FileFormat.SQL, null, false, false, true, true);
        try (SourceFile file = SourceFile.open(order.file(), order.input(), order.format());
                DatabaseSession session = DatabaseSession.open(target)) {
            SeedMark.lock(session, listener);
            return SeedMark.isSet(session) ? null : load(order, file, session, listener);
        } catch (IOException e) {
            throw notClosed(e);
        }
    }

    @Override
    public boolean seed(Database target, Runnable program, TransferListener listener) {
        try (DatabaseSession session = DatabaseSession.open(target)) {
            SeedMark.lock(session, listener);
            if (SeedMark.isSet(session)) {
                return false;
            }
            program.run();
            SeedMark.set(session);
            return true;
        } catch (PostgresException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, e.getMessage(), e);
        }
    }

    @Override
    public List<String> unknownExtensions(Database target, List<String> extensions) {
        try (DatabaseSession session = DatabaseSession.open(target)) {
            List<String> known = session.column("select name from pg_available_extensions");
            return extensions.stream().filter(name -> !known.contains(name)).toList();
        } catch (PostgresException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, e.getMessage(), e);
        }
    }

    @Override
    public List<String> createExtensions(Database target, List<String> extensions) {
        try (DatabaseSession session = DatabaseSession.open(target)) {
            List<String> present = session.column("select extname from pg_extension");
            List<String> missing =
                    extensions.stream().filter(name -> !present.contains(name)).toList();
            for (String name : missing) {
                create(session, name);
            }
            return missing;
        }
    }

    private static void create(DatabaseSession session, String extension) {
        try {
            session.execute("create extension if not exists " + SqlText.name(extension) + " cascade");
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    session.database() + " cannot have the extension " + extension + ": " + e.getMessage(),
                    e);
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
    public boolean query(QueryOrder order) {
        try (DatabaseSession session = DatabaseSession.open(order.database());
                Interruption interruption = new Interruption("", ended -> {}, session)) {
            session.endWithUs();
            try {
                return new QuerySession(order, session).run();
            } catch (PostgresException e) {
                interruption.check();
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        "The session on " + order.database() + " ended: " + e.getMessage(),
                        e);
            } catch (IOException e) {
                throw new JprismaException(ErrorKind.INPUT_UNUSABLE, "Cannot read on: " + e.getMessage(), e);
            }
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
