package dev.jprisma.transfer.load;

import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.transfer.file.SourceFile;
import dev.jprisma.transfer.tool.PostgresTool;
import dev.jprisma.transfer.tool.ToolProcess;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** An archive of {@code pg_dump}, made a script by {@code pg_restore}. */
final class ArchiveScript implements AutoCloseable {
    private static final int ANY_MAJOR = 12;

    private final ToolProcess process;
    private final TransferListener listener;

    private ArchiveScript(ToolProcess process, TransferListener listener) {
        this.process = process;
        this.listener = listener;
    }

    /** @throws JprismaException if there is no pg_restore */
    static ArchiveScript of(SourceFile file, TransferListener listener) {
        PostgresTool tool = PostgresTool.newest("pg_restore")
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.NOT_FOUND,
                        PostgresTool.missing("pg_restore", ANY_MAJOR, "read " + file.name(), List.of())));
        listener.debug("by " + tool.program() + " " + tool.version());
        List<String> arguments = new ArrayList<>(List.of("--file=-"));
        InputStream input = file.content();
        if (file.directory() != null) {
            arguments.add(file.directory().toString());
            input = null;
        }
        return new ArchiveScript(ToolProcess.reading(input, tool, arguments), listener);
    }

    InputStream script() {
        return process.output();
    }

    /** It can fail behind all that it has written. */
    void awaitSuccess() {
        process.awaitSuccess(listener::note);
    }

    @Override
    public void close() {
        process.close();
    }
}
