package dev.jprisma.cli.transfer;

import dev.jprisma.state.JprismaException;

/**
 * Data in and out of databases. All of it runs in this process, on the calling thread; if the process ends, however it
 * does, nothing is left half done unless the order says that it may be. All throws {@link JprismaException}.
 */
public interface DataTransfer {

    /** Loads a file into a database; returns a sentence of what was loaded. */
    String load(LoadOrder order, TransferListener listener);

    /** Writes a database into a file or a stream; returns a sentence, or null if the stream is all there is to say. */
    String dump(DumpOrder order, TransferListener listener);

    /** Copies a database into another, which is empty; returns a sentence of what was copied. */
    String copy(CopyOrder order, TransferListener listener);
}
