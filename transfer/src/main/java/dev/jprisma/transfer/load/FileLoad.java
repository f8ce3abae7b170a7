package dev.jprisma.transfer.load;

import dev.jprisma.cli.transfer.FileFormat;
import dev.jprisma.cli.transfer.LoadOrder;
import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.postgres.script.ScriptReader;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.transfer.file.SourceFile;
import dev.jprisma.transfer.server.Amounts;
import dev.jprisma.transfer.server.DatabaseContents;
import dev.jprisma.transfer.server.DatabaseSession;
import java.io.IOException;
import java.util.function.Consumer;

/** A file into a database, whatever it is. */
public final class FileLoad {
    private final LoadOrder order;
    private final TransferListener listener;
    private final DatabaseSession session;
    private final SourceFile file;
    private final Consumer<String> fate;

    /** @param fate told what becomes of it if the process ends from now on */
    public FileLoad(
            LoadOrder order,
            SourceFile file,
            DatabaseSession session,
            TransferListener listener,
            Consumer<String> fate) {
        this.order = order;
        this.file = file;
        this.session = session;
        this.listener = listener;
        this.fate = fate;
    }

    /** What becomes of an order that is interrupted at once. */
    public static String nothingDone(LoadOrder order) {
        return "Interrupted: nothing was loaded, and " + order.target() + " is as it was.";
    }

    /** Returns a sentence of what was loaded. */
    public String run() {
        boolean values = file.format() != FileFormat.SQL && file.format() != FileFormat.ARCHIVE;
        if (values && order.table() == null) {
            throw new JprismaException(
                    ErrorKind.INVALID, file.name() + " is " + file.format() + ": say which --table it is for");
        }
        if (!values && order.table() != null) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    file.name() + " is a script, which says itself where things go: leave --table out, or say"
                            + " --format csv or json");
        }
        session.endWithUs();
        begin();
        String done;
        try {
            done = values ? new ValuesLoad(order, file, session, this::moved).run() : script();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    "Cannot read " + file.name() + " (" + JprismaHome.reason(e) + ")\n  " + undone(),
                    e);
        } catch (JprismaException e) {
            throw new JprismaException(e.kind(), e.getMessage() + "\n  " + undone(), e);
        }
        commit();
        return done;
    }

    private String undone() {
        return order.oneTransaction()
                ? "Nothing was loaded, and " + order.target() + " is as it was."
                : "What stands before it is loaded.";
    }

    private void begin() {
        if (order.oneTransaction() || order.clean()) {
            session.execute("BEGIN");
        }
        if (order.seed()) {
            SeedMark.set(session);
        }
        if (order.clean()) {
            listener.step("Emptying " + order.target());
            DatabaseContents.empty(session);
            if (!order.oneTransaction()) {
                session.execute("COMMIT");
            }
        }
        if (!order.oneTransaction()) {
            fate.accept("Interrupted: what was loaded so far stays.");
        }
        listener.step("Loading " + file.name());
    }

    private void commit() {
        if (!order.oneTransaction()) {
            return;
        }
        fate.accept("Interrupted at the very end: look whether it was loaded.");
        try {
            session.execute("COMMIT");
        } catch (ServerErrorException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    file.name() + ": at its end, " + e.error().message() + " (SQLSTATE "
                            + e.error().code() + ")"
                            + (e.error().detail() == null
                                    ? ""
                                    : "\n  detail: " + e.error().detail()) + "\n  " + undone(),
                    e);
        }
        fate.accept("Interrupted after it was loaded.");
    }

    private String script() throws IOException {
        if (file.format() == FileFormat.SQL) {
            return script(new ScriptReader(file.content()), file.name());
        }
        try (ArchiveScript archive = ArchiveScript.of(file, listener)) {
            String done = script(new ScriptReader(archive.script()), file.name() + " (as pg_restore writes it)");
            archive.awaitSuccess();
            return done;
        }
    }

    private String script(ScriptReader reader, String name) throws IOException {
        ScriptLoad load = new ScriptLoad(session, name, reader, order.oneTransaction(), statement -> false);
        load.run(this::moved);
        load.notes().forEach(listener::note);
        return "Loaded " + file.name() + " into " + order.target() + ": " + Amounts.of(load.statements(), "statement")
                + ", " + Amounts.of(load.rows(), "row");
    }

    private void moved(long rows) {
        listener.moved(file.read(), file.size(), rows);
    }
}
