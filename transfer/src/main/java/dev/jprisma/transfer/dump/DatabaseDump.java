package dev.jprisma.transfer.dump;

import dev.jprisma.cli.transfer.DumpOrder;
import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.state.ByteSize;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerHost;
import dev.jprisma.transfer.file.TargetFile;
import dev.jprisma.transfer.server.DatabaseSession;
import dev.jprisma.transfer.tool.PostgresTool;
import dev.jprisma.transfer.tool.ToolProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A database into a file, by a {@code pg_dump} that is as new as its server. */
public final class DatabaseDump {
    private DatabaseDump() {}

    /** Returns a sentence of what was dumped; null if it went to the output. */
    public static String run(DumpOrder order, TransferListener listener) {
        int major;
        ServerHost host;
        try (DatabaseSession session = DatabaseSession.open(order.source())) {
            major = session.major();
            host = session.connection().host();
        }
        PostgresTool tool = PostgresTool.require(
                "pg_dump", major, "dump " + order.source(), order.source().postgresHome(), listener::debug);
        listener.debug("by " + tool.program() + " " + tool.version());
        List<String> arguments = new ArrayList<>(List.of("--no-password"));
        arguments.addAll(order.options());
        try (ToolProcess process = ToolProcess.on(order.source().uri(), host, tool, arguments)) {
            if (order.file() == null) {
                toOutput(order, process, listener);
                return null;
            }
            return toFile(order, process, listener);
        }
    }

    private static void toOutput(DumpOrder order, ToolProcess process, TransferListener listener) {
        try {
            copy(process.output(), order.output(), listener);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, "Cannot write the dump (" + JprismaHome.reason(e) + ")", e);
        }
        process.awaitSuccess(listener::note);
    }

    private static String toFile(DumpOrder order, ToolProcess process, TransferListener listener) {
        try (TargetFile file = new TargetFile(order.file())) {
            listener.step("Dumping " + order.source());
            try {
                copy(process.output(), file.output(), listener);
            } catch (IOException e) {
                throw file.failure(e);
            }
            process.awaitSuccess(listener::note);
            long size = file.finish();
            return "Dumped " + order.source() + " into " + order.file() + ": " + ByteSize.text(size);
        }
    }

    private static void copy(InputStream from, OutputStream to, TransferListener listener) throws IOException {
        byte[] piece = new byte[64 * 1024];
        long bytes = 0;
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
            to.write(piece, 0, read);
            bytes += read;
            listener.moved(bytes, -1, 0);
        }
        to.flush();
    }
}
