package dev.jprisma.cli.transfer;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Data in and out of databases. All of it runs in this process, on the calling thread; if the process ends, however it
 * does, nothing is left half done unless the order says that it may be. All throws {@link JprismaException}.
 */
public interface DataTransfer {

    /** Loads a file into a database; returns a sentence of what was loaded. */
    String load(LoadOrder order, TransferListener listener);

    /**
     * Loads a script in one transaction, once in a database's life: that it was is noted in the same transaction. Who
     * seeds the same database meanwhile is waited for.
     *
     * @return a sentence; null if it was seeded before
     */
    String seed(Database target, Path script, TransferListener listener);

    /**
     * The same by a program.
     *
     * @param program run on the calling thread; throws if it fails, and then is run again the next time
     * @return whether it was run
     */
    boolean seed(Database target, Runnable program, TransferListener listener);

    /** Those of these extensions that the server does not have. */
    List<String> unknownExtensions(Database target, List<String> extensions);

    /** Creates those of these extensions that a database does not have, with what they need; returns their names. */
    List<String> createExtensions(Database target, List<String> extensions);

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
     * Executes SQL as it is read, and shows what comes of it. Where nobody types it ends with the first error.
     *
     * @return whether all of it was done, as far as nobody types
     */
    boolean query(QueryOrder order);

    /**
     * The folder of PostgreSQL's client programs that can read a server of this version.
     *
     * @param purpose what they are needed for, such as {@code upgrade shop}
     * @param first an installation to look in first; null for none
     * @throws JprismaException ({@link ErrorKind#NOT_FOUND}) with how to get them, if there are none
     */
    Path tools(int major, String purpose, Path first, Consumer<String> debug);
}
