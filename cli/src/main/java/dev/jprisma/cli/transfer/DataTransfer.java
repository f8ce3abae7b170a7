package dev.jprisma.cli.transfer;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Data in and out of databases. All of it runs in this process, on the calling thread; if the process ends, however it
 * does, nothing is left half done unless the order says that it may be. All throws {@link JprismaException}.
 */
public interface DataTransfer {

    /** Loads a file into a database; returns a sentence of what was loaded. */
    String load(LoadOrder order, TransferListener listener);

    /** Writes a database into a file or a stream; returns a sentence, or null if the stream is all there is to say. */
    String dump(DumpOrder order, TransferListener listener);

    /**
     * Makes sure that a database can be copied: logs in, and finds the program that reads its schema if that is to be
     * copied too.
     */
    void requireReadable(Database source, boolean dataOnly, TransferListener listener);

    /** Copies a database into another, which is empty; returns a sentence of what was copied. */
    String copy(CopyOrder order, TransferListener listener);

    /**
     * The folder of PostgreSQL's client programs that can read a server of this version.
     *
     * @param purpose what they are needed for, such as {@code upgrade shop}
     * @param first an installation to look in first; null for none
     * @throws JprismaException ({@link ErrorKind#NOT_FOUND}) with how to get them, if there are none
     */
    Path tools(int major, String purpose, Path first, Consumer<String> debug);
}
